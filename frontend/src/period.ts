// What a period in the address means now: instants, the period before, and how finely to draw it.
import type { IntervalName } from './format'
import type { PeriodSearch, Preset } from './urls'

export interface Span {
  from?: string
  to?: string
}

export interface Resolved {
  /** Half open; `to` is left out where the period reaches until now. */
  period: Span
  /** As long as the period and right before it; null where the period has no beginning. */
  previous: Span | null
  /** What a chart draws: the period, or the last year where it has no beginning. */
  drawn: Span
  interval: IntervalName
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const DAYS: Record<Exclude<Preset, '24h' | 'all'>, number> = { '7d': 7, '30d': 30, '90d': 90 }

export const DEFAULT_PERIOD: Preset = '30d'

function iso(ms: number): string {
  return new Date(ms).toISOString()
}

function floor(ms: number, unit: number): number {
  return Math.floor(ms / unit) * unit
}

function intervalOf(ms: number): IntervalName {
  if (ms <= 2 * DAY_MS) return 'HOUR'
  if (ms <= 93 * DAY_MS) return 'DAY'
  return ms <= 731 * DAY_MS ? 'WEEK' : 'MONTH'
}

/** The first instant of the period in ms; null for all time. Days are UTC days, today's included. */
function beginning(search: PeriodSearch, now: number): number | null {
  if (search.from) return Date.parse(search.from)
  if (search.to) return null
  const preset = search.period ?? DEFAULT_PERIOD
  if (preset === 'all') return null
  if (preset === '24h') return floor(now, HOUR_MS) - 23 * HOUR_MS
  return floor(now, DAY_MS) - (DAYS[preset] - 1) * DAY_MS
}

export function resolve(search: PeriodSearch, now: number): Resolved {
  const from = beginning(search, now)
  const to = search.to ? Date.parse(search.to) + DAY_MS : null
  // To the minute, so that the same question is asked again and can be answered from what is known.
  const until = Math.min(to ?? Infinity, floor(now, 60_000) + 60_000)
  if (from === null) {
    const drawn = { from: iso(floor(until, DAY_MS) - 364 * DAY_MS), ...(to && { to: iso(to) }) }
    return { period: to ? { to: iso(to) } : {}, previous: null, drawn, interval: 'WEEK' }
  }
  const length = Math.max(until - from, 0)
  const period = { from: iso(from), ...(to && { to: iso(to) }) }
  const previous = { from: iso(from - length), to: iso(from) }
  return { period, previous, drawn: period, interval: intervalOf((to ?? until) - from) }
}

/** Coarser than `interval` where a small picture has no room for every point. */
export function sparkInterval(resolved: Resolved): IntervalName {
  const { from, to } = resolved.drawn
  const length = (to ? Date.parse(to) : Date.now()) - Date.parse(from ?? iso(0))
  return resolved.interval === 'DAY' && length > 45 * DAY_MS ? 'WEEK' : resolved.interval
}
