// The filters of the users list: what the server is asked, and how a person reads them.
import * as format from './format'
import type { UserFilter } from './generated/graphql'
import { DEFAULT_PERIOD, halfOpen } from './period'
import {
  type Bounds,
  isDay,
  type PeriodSearch,
  type Preset,
  readRange,
  type UsersSearch,
} from './urls'

export const AMOUNTS = ['traces', 'tokens', 'cost', 'errors'] as const
export type Amount = (typeof AMOUNTS)[number]

export const AMOUNT_NAMES: Record<Amount, string> = {
  traces: 'Traces',
  tokens: 'Tokens',
  cost: 'Cost in $',
  errors: 'Errors',
}

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

export function userFilter(search: UsersSearch): UserFilter {
  const count = whole(search.feedbackCount)
  const average = numbers(search.feedbackAverage)
  // A name alone means: has any feedback of it.
  const named = search.feedback !== undefined && !count && !average
  return {
    search: search.q,
    environments: search.env === undefined ? undefined : [search.env],
    traceCount: whole(search.traces),
    totalTokens: whole(search.tokens),
    costUsd: readRange(search.cost),
    errorCount: whole(search.errors),
    feedback:
      count || average || named
        ? { name: search.feedback, count: named ? { min: 1 } : count, average }
        : undefined,
  }
}

export interface Active {
  id: string
  words: string
  /** The search without it. */
  without: Partial<UsersSearch>
}

function words(bounds: Bounds | undefined): string {
  return format.range(bounds?.min, bounds?.max)
}

/** What a feedback filter says; null where there is none. */
export function feedbackWords(search: UsersSearch): string | null {
  const { feedback, feedbackCount, feedbackAverage } = search
  if (!feedback && !feedbackCount && !feedbackAverage) return null
  const parts = [
    feedbackCount && `count ${words(readRange(feedbackCount))}`,
    feedbackAverage && `average ${words(readRange(feedbackAverage))}`,
  ].filter(Boolean)
  return [feedback ?? 'ratings', parts.join(', ')].filter((part) => part !== '').join(': ')
}

export function amountWords(search: UsersSearch, amount: Amount): string | null {
  const bounds = readRange(search[amount])
  return bounds ? words(bounds) : null
}

/** Every condition that keeps users out of the list, period included. */
export function activeFilters(search: UsersSearch): Active[] {
  const active: Active[] = []
  if (search.q) active.push({ id: 'q', words: `text “${search.q}”`, without: { q: undefined } })
  for (const amount of AMOUNTS) {
    const said = amountWords(search, amount)
    const name = AMOUNT_NAMES[amount].toLowerCase()
    if (said)
      active.push({ id: amount, words: `${name} ${said}`, without: { [amount]: undefined } })
  }
  const feedback = feedbackWords(search)
  if (feedback) {
    const without = {
      feedback: undefined,
      feedbackCount: undefined,
      feedbackAverage: undefined,
    }
    active.push({ id: 'feedback', words: `feedback ${feedback}`, without })
  }
  if (search.env) {
    active.push({ id: 'env', words: `environment ${search.env}`, without: { env: undefined } })
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
