// The filters of the users list: what the server is asked, and how a person reads them.
import * as format from '../../format'
import type { UserFilter } from '../../generated/graphql'
import { DEFAULT_PERIOD, halfOpen, seenWithin } from '../../urls/resolvePeriod'
import { isDay, type PeriodSearch, type Preset, readRange } from '../../urls'
import { type Bound, readStretch, type UsersFilter } from '../../urls/users'

export const AMOUNTS = ['traces', 'tokens', 'cost', 'errors'] as const
export type Amount = (typeof AMOUNTS)[number]

export const PRESET_NAMES: Record<Preset, string> = {
  '24h': '24 hours',
  '7d': '7 days',
  '30d': '30 days',
  '90d': '90 days',
  all: 'All time',
}

function numbers(text: string | undefined): { min?: number; max?: number } | undefined {
  const bounds = readRange(text)
  return (
    bounds && {
      ...(bounds.min !== undefined && { min: Number(bounds.min) }),
      ...(bounds.max !== undefined && { max: Number(bounds.max) }),
    }
  )
}

/** Counts are whole: between 1.5 and 3.5 lie 2 and 3. */
function whole(text: string | undefined): { min?: number; max?: number } | undefined {
  const bounds = numbers(text)
  return (
    bounds && {
      ...(bounds.min !== undefined && { min: Math.ceil(bounds.min) }),
      ...(bounds.max !== undefined && { max: Math.floor(bounds.max) }),
    }
  )
}

export function environmentsOf({ env }: UsersFilter): string[] | undefined {
  // No name of one has a comma.
  return env?.split(',')
}

export function userFilter(search: UsersFilter, now: number): UserFilter {
  const count = whole(search.feedbackCount)
  const average = numbers(search.feedbackAverage)
  // A name alone means: has any feedback of it.
  const named = search.feedback !== undefined && !count && !average
  return {
    search: search.q,
    environments: environmentsOf(search),
    traceCount: whole(search.traces),
    totalTokens: whole(search.tokens),
    costUsd: readRange(search.cost),
    errorCount: whole(search.errors),
    feedback:
      count || average || named
        ? { name: search.feedback, count: named ? { min: 1 } : count, average }
        : undefined,
    firstSeenAt: seenWithin(readStretch(search.firstSeen), now),
    lastSeenAt: seenWithin(readStretch(search.lastSeen), now),
  }
}

function rangeWords(
  text: string | undefined,
  write: (value: string) => string = format.decimal,
): string | null {
  const bounds = readRange(text)
  if (!bounds) return null
  const [min, max] = [bounds.min, bounds.max].map((bound) => bound && write(bound))
  return format.range(min, max)
}

function feedbackWords({ feedback, feedbackCount, feedbackAverage }: UsersFilter): string | null {
  if (!feedback && !feedbackCount && !feedbackAverage) return null
  const [count, average] = [feedbackCount, feedbackAverage].map((text) => rangeWords(text))
  const parts = [count && `count ${count}`, average && `average ${average}`].filter(Boolean)
  return [feedback ?? 'ratings', parts.join(', ')].filter((part) => part !== '').join(': ')
}

/** "in the last 7 days", "over 7 days ago", "since Nov 3, 2026" */
function seenWords(text: string | undefined): string | null {
  const stretch = readStretch(text)
  if (!stretch) return null
  const { from, to } = stretch
  if (from && to && 'at' in from && 'at' in to) return periodWords({ from: from.at, to: to.at })
  const sinceWords = from && boundWords(from, 'since', (days) => `in the last ${days}`)
  const untilWords = to && boundWords(to, 'until', (days) => `over ${days} ago`)
  return [sinceWords, untilWords].filter(Boolean).join(', ')
}

function boundWords(bound: Bound, word: string, back: (days: string) => string): string {
  if ('days' in bound) return back(format.plural(bound.days, 'day'))
  return `${word} ${momentWords(bound.at)}`
}

export type FilterId = Amount | 'env' | 'feedback' | 'firstSeen' | 'lastSeen'

export interface Filter {
  id: FilterId
  name: string
  /** What it says after its name; null while it says nothing. */
  words: (search: UsersFilter) => string | null
  /** What takes it away. */
  cleared: UsersFilter
}

/** All but the text and the period, which have places of their own. */
export const FILTERS: readonly Filter[] = [
  {
    id: 'traces',
    name: 'Traces',
    words: ({ traces }) => rangeWords(traces),
    cleared: { traces: undefined },
  },
  {
    id: 'tokens',
    name: 'Tokens',
    words: ({ tokens }) => rangeWords(tokens),
    cleared: { tokens: undefined },
  },
  {
    id: 'cost',
    name: 'Cost',
    words: ({ cost }) => rangeWords(cost, format.exactMoney),
    cleared: { cost: undefined },
  },
  {
    id: 'errors',
    name: 'Errors',
    words: ({ errors }) => rangeWords(errors),
    cleared: { errors: undefined },
  },
  {
    id: 'feedback',
    name: 'Feedback',
    words: feedbackWords,
    cleared: { feedback: undefined, feedbackCount: undefined, feedbackAverage: undefined },
  },
  {
    id: 'firstSeen',
    name: 'First seen',
    words: ({ firstSeen }) => seenWords(firstSeen),
    cleared: { firstSeen: undefined },
  },
  {
    id: 'lastSeen',
    name: 'Last seen',
    words: ({ lastSeen }) => seenWords(lastSeen),
    cleared: { lastSeen: undefined },
  },
  {
    id: 'env',
    name: 'Environment',
    words: (search) => environmentsOf(search)?.join(' or ') ?? null,
    cleared: { env: undefined },
  },
]

export interface Active {
  id: string
  words: string
  /** What takes it away. */
  without: UsersFilter
}

/** Every condition that keeps users out of the list, period included. */
export function activeFilters(search: UsersFilter): Active[] {
  const active: Active[] = []
  if (search.q) active.push({ id: 'q', words: `text “${search.q}”`, without: { q: undefined } })
  for (const { id, name, words, cleared } of FILTERS) {
    const said = words(search)
    if (said) active.push({ id, words: `${name.toLowerCase()} ${said}`, without: cleared })
  }
  if (search.period !== 'all' || search.from || search.to) {
    active.push({
      id: 'period',
      words: `period ${periodWords(search)}`,
      without: { period: 'all', from: undefined, to: undefined },
    })
  }
  return active
}

/** What takes all of them away. */
export function without(filters: readonly Active[]): UsersFilter {
  return Object.assign({}, ...filters.map((filter) => filter.without)) as UsersFilter
}

/** "30 days", "Nov 1 – 7, 2026", "Nov 3, 2026, 2:00 – 6:00 PM", "since Nov 3, 2026" */
export function periodWords({ period, from, to }: PeriodSearch): string {
  if (from && to) {
    if (isDay(from) && isDay(to)) return format.days(from, to)
    const { start = from, end = to } = halfOpen({ from, to })
    return format.times(start, end)
  }
  if (from) return `since ${momentWords(from)}`
  return to ? `until ${momentWords(to)}` : PRESET_NAMES[period ?? DEFAULT_PERIOD]
}

function momentWords(text: string): string {
  return isDay(text) ? format.day(text) : format.dateTime(text)
}
