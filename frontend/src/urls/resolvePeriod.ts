// What a period in the address means now: instants, the period before, and how finely to draw it.
import type { IntervalName } from '../format'
import { type IntervalParam, INTERVALS, type PeriodSearch, type Preset } from './period'
import { isDay, type TimeBound, type TimeRange } from './ranges'

/** How long a point of a chart lasts. */
export type PointLength = IntervalName | 'MINUTE'

/** Half open, in ISO. */
export interface Period {
  from?: string
  to?: string
}

export interface Resolved {
  /** Half open; `to` is left out where the period reaches until now. */
  period: Period
  /** As long as the period and right before it; null where the period has no beginning. */
  previous: Period | null
  /** What a chart draws: the period; where that has no beginning, from the first trace on. */
  drawn: Period
  interval: IntervalName
  /** The intervals that do not divide what is drawn into too many points. */
  choices: readonly IntervalParam[]
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const YEAR_MS = 365 * DAY_MS
export const DEFAULT_PERIOD: Preset = '30d'

function iso(ms: number): string {
  return new Date(ms).toISOString()
}

function floor(ms: number, unit: number): number {
  return Math.floor(ms / unit) * unit
}

/** A month is about as long. */
const LENGTHS: Record<PointLength, number> = {
  MINUTE: MINUTE_MS,
  HOUR: HOUR_MS,
  DAY: DAY_MS,
  WEEK: 7 * DAY_MS,
  MONTH: 30 * DAY_MS,
}

function nameOf(by: IntervalParam): IntervalName {
  return by.toUpperCase() as Uppercase<IntervalParam>
}
/** More than this cannot be told apart on a screen. */
const MAX_POINTS = 750

function suiting(ms: number): IntervalParam {
  if (ms <= 2 * DAY_MS) return 'hour'
  if (ms <= 93 * DAY_MS) return 'day'
  return ms <= 731 * DAY_MS ? 'week' : 'month'
}

/** How finely `ms` are drawn: as chosen, where that is possible. */
function divide(
  ms: number,
  chosen: IntervalParam | undefined,
): Pick<Resolved, 'interval' | 'choices'> {
  const fine = INTERVALS.filter((by) => ms <= MAX_POINTS * LENGTHS[nameOf(by)])
  const choices = fine.length > 0 ? fine : INTERVALS.slice(-1)
  const by = chosen && choices.includes(chosen) ? chosen : suiting(ms)
  return { interval: nameOf(by), choices }
}

/** The instant at which the interval that begins at `at` is over, in ms. */
export function endOf(at: string, interval: PointLength): number {
  const begin = Date.parse(at)
  if (interval !== 'MONTH') return begin + LENGTHS[interval]
  const date = new Date(begin)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1)
}

/** The period between two instants in ms as the address has it: in days where it is of whole days. */
export function periodBetween(
  from: number,
  to: number,
): Required<Pick<PeriodSearch, 'from' | 'to'>> {
  if (from % DAY_MS === 0 && to % DAY_MS === 0) {
    return { from: iso(from).slice(0, 10), to: iso(to - DAY_MS).slice(0, 10) }
  }
  return { from: toMinute(from), to: toMinute(to) }
}

function toMinute(ms: number): string {
  return `${iso(ms).slice(0, 16)}Z`
}

/** What from and to of the address mean: half open, in ISO. */
export function halfOpen({ from, to }: PeriodSearch): { start?: string; end?: string } {
  return {
    ...(from && { start: iso(Date.parse(from)) }),
    ...(to && { end: iso(Date.parse(to) + (isDay(to) ? DAY_MS : 0)) }),
  }
}

/** Whether the period has no beginning. */
export function isOpen({ period, from, to }: PeriodSearch): boolean {
  return from === undefined && (to !== undefined || period === 'all')
}

/** The first of the last so many days, today included. */
function daysBack(days: number, now: number): number {
  return floor(now, DAY_MS) - (days - 1) * DAY_MS
}

/** The instants of a range of time, half open. */
export function instantsOf(range: TimeRange | undefined, now: number): Period | undefined {
  const { from, to } = range ?? {}
  const begin = (bound: TimeBound) =>
    'at' in bound ? Date.parse(bound.at) : daysBack(bound.days, now)
  return (
    range && {
      ...(from && { from: iso(begin(from)) }),
      ...(to && { to: iso(begin(to) + ('at' in to && isDay(to.at) ? DAY_MS : 0)) }),
    }
  )
}

/** The first instant of the period in ms; null for all time. Days are UTC days, today's included. */
function beginning(search: PeriodSearch, now: number): number | null {
  if (search.from) return Date.parse(search.from)
  const preset = search.period ?? DEFAULT_PERIOD
  if (isOpen(search) || preset === 'all') return null
  if (preset === '24h') return floor(now, HOUR_MS) - 23 * HOUR_MS
  return daysBack(Number.parseInt(preset, 10), now)
}

/** A period, and what has to be known for the one without a beginning. */
export interface PeriodView extends PeriodSearch {
  /** When the project's first trace began; while that is not known, a year ago stands for it. */
  since?: string | null
}

export function resolve(search: PeriodView, now: number): Resolved {
  const { since } = search
  const from = beginning(search, now)
  const { end } = halfOpen(search)
  const to = end ? Date.parse(end) : null
  // To the minute, so that the same question is asked again and can be answered from what is known.
  const until = Math.min(to ?? Infinity, floor(now, 60_000) + 60_000)
  if (from === null) {
    const known = since ? Math.min(Date.parse(since), until) : until - YEAR_MS
    const first = floor(known, DAY_MS)
    const drawn = { from: iso(first), ...(to && { to: iso(to) }) }
    const divided = divide(until - first, search.by)
    return { period: to ? { to: iso(to) } : {}, previous: null, drawn, ...divided }
  }
  const length = Math.max(until - from, 0)
  const period = { from: iso(from), ...(to && { to: iso(to) }) }
  const previous = { from: iso(from - length), to: iso(from) }
  return { period, previous, drawn: period, ...divide((to ?? until) - from, search.by) }
}

/** Coarser than `interval` where a small picture has no room for every point. */
export function sparkInterval(resolved: Resolved): IntervalName {
  const { from, to } = resolved.drawn
  const length = (to ? Date.parse(to) : Date.now()) - Date.parse(from ?? iso(0))
  return resolved.interval === 'DAY' && length > 45 * DAY_MS ? 'WEEK' : resolved.interval
}
