// The form of each filter of the users list: its fields, and what they say.
import { useState } from 'react'
import { environmentsOf, type FilterId } from './userFilter'
import { readStretch, type UsersFilter } from '../../urls/users'
import { Checkbox } from '../controls/Checkbox'
import { RangeFields, rangeIn } from '../filters/Chip'
import { Select } from '../controls/Select'
import { Shortened } from '../Shortened'

/** What the project holds that a filter can be made of. */
export interface Choices {
  environments: readonly string[]
  feedbackNames: readonly string[]
}

interface FieldsProps {
  search: UsersFilter
  choices: Choices
}

interface FilterForm {
  read: (form: FormData) => UsersFilter
  Fields: (props: FieldsProps) => React.JSX.Element
}

function amountForm(id: 'traces' | 'tokens' | 'cost' | 'errors', label: string): FilterForm {
  return {
    read: (form) => ({ [id]: rangeIn(form, id) }),
    Fields: ({ search }) => <RangeFields name={id} label={label} value={search[id]} />,
  }
}

function seenForm(id: 'firstSeen' | 'lastSeen', label: string): FilterForm {
  return {
    read: (form) => ({ [id]: stretchIn(form) }),
    Fields: ({ search }) => <SeenFields label={label} value={search[id]} />,
  }
}

export const FORMS: Record<FilterId, FilterForm> = {
  traces: amountForm('traces', 'Traces in the period'),
  tokens: amountForm('tokens', 'Tokens in the period'),
  cost: amountForm('cost', 'Cost in the period, in $'),
  errors: amountForm('errors', 'Errors in the period'),
  feedback: { read: readFeedback, Fields: FeedbackFields },
  firstSeen: seenForm('firstSeen', 'First seen'),
  lastSeen: seenForm('lastSeen', 'Last seen'),
  env: {
    read: (form) => ({ env: form.getAll('env').join(',') || undefined }),
    Fields: EnvironmentFields,
  },
}

function FeedbackFields({ search, choices }: FieldsProps) {
  const names = known(choices.feedbackNames, search.feedback)
  return (
    <>
      <label>
        Name
        <Select
          name="feedback"
          defaultValue={search.feedback ?? ''}
          options={[
            { value: '', name: 'All ratings' },
            ...names.map((name) => ({ value: name, name })),
          ]}
        />
      </label>
      <RangeFields name="count" label="Count" value={search.feedbackCount} />
      <RangeFields name="average" label="Average" value={search.feedbackAverage} />
    </>
  )
}

function readFeedback(form: FormData): UsersFilter {
  return {
    feedback: String(form.get('feedback') ?? '') || undefined,
    feedbackCount: rangeIn(form, 'count'),
    feedbackAverage: rangeIn(form, 'average'),
  }
}

function EnvironmentFields({ search, choices }: FieldsProps) {
  const chosen = environmentsOf(search) ?? []
  const all = known(chosen, ...choices.environments)
  return (
    <fieldset className="choices">
      <legend>Only what happened in</legend>
      <Shortened of={all} noun="environment">
        {(shown) =>
          // Those that are not shown are part of the form all the same.
          all.map((environment, at) => (
            <div key={environment} hidden={at >= shown.length}>
              <EnvironmentBox environment={environment} checked={chosen.includes(environment)} />
            </div>
          ))
        }
      </Shortened>
    </fieldset>
  )
}

function EnvironmentBox({ environment, checked }: { environment: string; checked: boolean }) {
  return (
    <Checkbox name="env" value={environment} defaultChecked={checked}>
      {environment}
    </Checkbox>
  )
}

/** The choices there are, and those made of others. */
function known(names: readonly string[], ...chosen: (string | undefined)[]): readonly string[] {
  return [...new Set([...names, ...chosen.filter((name) => name !== undefined)])]
}

const BACK = ['7d', '30d', '90d'] as const
const SEEN_CHOICES = [
  ...BACK.map((back) => ({
    value: `${back}..`,
    name: `In the last ${Number.parseInt(back, 10)} days`,
  })),
  ...BACK.map((back) => ({
    value: `..${back}`,
    name: `Over ${Number.parseInt(back, 10)} days ago`,
  })),
  { value: '', name: 'Between days' },
]

function SeenFields({ label, value }: { label: string; value: string | undefined }) {
  const first = value === undefined ? '7d..' : value
  const isNamed = SEEN_CHOICES.some((choice) => choice.value === first)
  const [back, setBack] = useState(isNamed ? first : '')
  const { from, to } = readStretch(value) ?? {}
  return (
    <>
      <label>
        {label}
        <Select name="back" value={back} options={SEEN_CHOICES} onChange={setBack} />
      </label>
      {back === '' && (
        <div className="pair">
          <label>
            From
            <input type="date" name="from" defaultValue={dayOf(from)} />
          </label>
          <label>
            To, inclusive
            <input type="date" name="to" defaultValue={dayOf(to)} />
          </label>
        </div>
      )}
      <p className="faint">Days begin and end at midnight UTC.</p>
    </>
  )
}

function dayOf(bound: { at: string } | { days: number } | undefined): string | undefined {
  return bound && 'at' in bound ? bound.at.slice(0, 10) : undefined
}

function stretchIn(form: FormData): string | undefined {
  const back = String(form.get('back') ?? '')
  if (back !== '') return back
  const days = ['from', 'to'].map((end) => String(form.get(end) ?? ''))
  const [from, to] = days[0] && days[1] ? days.toSorted() : days
  return from || to ? `${from}..${to}` : undefined
}
