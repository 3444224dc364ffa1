// The conditions of the users list.
import { useState } from 'react'
import * as format from '../../format'
import type { ProjectQuery, UserFilter } from '../../generated/graphql'
import { readRange, readTimeRange, type TimeBound } from '../../urls'
import { instantsOf } from '../../urls/resolvePeriod'
import type { UserListSearch } from '../../urls/users'
import { Checkbox } from '../controls/Checkbox'
import { Select } from '../controls/Select'
import {
  countRange,
  millisecondRange,
  percentRange,
  percentWords,
  rangeWords,
} from '../filters/bounds'
import type { Condition, FieldsProps } from '../filters/condition'
import { rangeCondition, textCondition } from '../filters/kinds'
import { DayFields, daysIn } from '../period/DayFields'
import { momentWords, periodWords } from '../period/words'
import { Shortened } from '../Shortened'
import { FEEDBACK_CONDITION, type FeedbackChoices } from './feedbackCondition'

/** What the project holds that a condition can be made of. */
export type UserChoices = Pick<ProjectQuery['project'], 'environments'> & FeedbackChoices

type UserCondition = Condition<UserListSearch, UserFilter, UserChoices>
type UserFields = FieldsProps<UserListSearch, UserChoices>

export const USER_CONDITIONS: readonly UserCondition[] = [
  textCondition('q', 'Search id, name or e-mail', (search) => ({ search })),
  countCondition('traces', 'Traces', 'traceCount'),
  countCondition('sessions', 'Sessions', 'sessionCount'),
  countCondition('spans', 'Spans', 'spanCount'),
  countCondition('tokens', 'Tokens', 'totalTokens'),
  countCondition('inputTokens', 'Input tokens', 'inputTokens'),
  countCondition('outputTokens', 'Output tokens', 'outputTokens'),
  rangeCondition('cost', {
    name: 'Cost',
    label: 'Cost in the period, in $',
    words: (text) => rangeWords(text, format.exactMoney),
    filter: (text) => ({ costUsd: readRange(text) }),
  }),
  countCondition('errors', 'Errors', 'errorCount'),
  rangeCondition('errorRate', {
    name: 'Error rate',
    label: 'Error rate in the period, in %',
    words: percentWords,
    filter: (text) => ({ errorRate: percentRange(text) }),
  }),
  rangeCondition('latency', {
    name: 'Latency p95',
    label: 'Latency p95 in the period, in seconds',
    words: (text) => rangeWords(text, (seconds) => `${format.decimal(seconds)} s`),
    filter: (text) => ({ latencyP95Ms: millisecondRange(text) }),
  }),
  FEEDBACK_CONDITION,
  seenCondition('firstSeen', 'First seen'),
  seenCondition('lastSeen', 'Last seen'),
  {
    id: 'env',
    name: 'Environment',
    words: (search) => environmentsOf(search)?.join(' or ') ?? null,
    filter: (search) => ({ environments: environmentsOf(search) }),
    cleared: { env: undefined },
    control: {
      kind: 'form',
      Fields: EnvironmentFields,
      read: (form) => ({ env: form.getAll('env').join(',') || undefined }),
    },
    isOffered: ({ environments }) => environments.length > 1,
  },
]

function countCondition(
  param: 'traces' | 'sessions' | 'spans' | 'tokens' | 'inputTokens' | 'outputTokens' | 'errors',
  name: string,
  field: keyof UserFilter,
): UserCondition {
  return rangeCondition(param, {
    name,
    label: `${name} in the period`,
    filter: (text): UserFilter => ({ [field]: countRange(text) }),
  })
}

/** No name of one has a comma. */
export function environmentsOf({ env }: UserListSearch): string[] | undefined {
  return env?.split(',')
}

function EnvironmentFields({ search, choices }: UserFields) {
  const chosen = environmentsOf(search) ?? []
  const all = [...new Set([...chosen, ...choices.environments])]
  return (
    <fieldset className="choices">
      <legend>Only what happened in</legend>
      <Shortened of={all} noun="environment">
        {(shown) =>
          // Those that are not shown are part of the form all the same.
          all.map((environment, at) => (
            <div key={environment} hidden={at >= shown.length}>
              <Checkbox
                name="env"
                value={environment}
                defaultChecked={chosen.includes(environment)}
              >
                {environment}
              </Checkbox>
            </div>
          ))
        }
      </Shortened>
    </fieldset>
  )
}

function seenCondition(param: 'firstSeen' | 'lastSeen', name: string): UserCondition {
  return {
    id: param,
    name,
    words: (search) => seenWords(search[param]),
    filter: (search, now): UserFilter => ({
      [`${param}At`]: instantsOf(readTimeRange(search[param]), now),
    }),
    cleared: { [param]: undefined },
    control: {
      kind: 'form',
      Fields: ({ search }) => <SeenFields label={name} value={search[param]} />,
      read: (form) => ({ [param]: timeRangeIn(form) }),
    },
  }
}

/** "in the last 7 days", "over 7 days ago", "since Nov 3, 2026" */
function seenWords(text: string | undefined): string | null {
  const range = readTimeRange(text)
  if (!range) return null
  const { from, to } = range
  if (from && to && 'at' in from && 'at' in to) return periodWords({ from: from.at, to: to.at })
  const sinceWords = from && boundWords(from, 'since', (days) => `in the last ${days}`)
  const untilWords = to && boundWords(to, 'until', (days) => `over ${days} ago`)
  return [sinceWords, untilWords].filter(Boolean).join(', ')
}

function boundWords(bound: TimeBound, word: string, back: (days: string) => string): string {
  if ('days' in bound) return back(format.plural(bound.days, 'day'))
  return `${word} ${momentWords(bound.at)}`
}

const BACK_DAYS = [7, 30, 90]
const SEEN_OPTIONS = [
  ...BACK_DAYS.map((days) => ({ value: `${days}d..`, name: `In the last ${days} days` })),
  ...BACK_DAYS.map((days) => ({ value: `..${days}d`, name: `Over ${days} days ago` })),
  { value: '', name: 'Between days' },
]

function SeenFields({ label, value = '7d..' }: { label: string; value: string | undefined }) {
  const isOption = SEEN_OPTIONS.some((option) => option.value === value)
  const [back, setBack] = useState(isOption ? value : '')
  const { from, to } = readTimeRange(value) ?? {}
  return (
    <>
      <label>
        {label}
        <Select name="back" value={back} options={SEEN_OPTIONS} onChange={setBack} />
      </label>
      {back === '' && <DayFields from={dayOf(from)} to={dayOf(to)} />}
      <p className="faint">Days begin and end at midnight UTC.</p>
    </>
  )
}

function dayOf(bound: TimeBound | undefined): string | undefined {
  return bound && 'at' in bound ? bound.at : undefined
}

function timeRangeIn(form: FormData): string | undefined {
  const back = String(form.get('back') ?? '')
  if (back !== '') return back
  const { from = '', to = '' } = daysIn(form)
  return from || to ? `${from}..${to}` : undefined
}
