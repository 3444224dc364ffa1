// Days as weeks of a calendar: which stretch is shown, where each day stands and how full it is.
import type { Period } from '../../../urls/resolvePeriod'

const DAY_MS = 86_400_000
const WEEKS = 53

/** A UTC day such as 2026-11-03. */
export interface Day {
  day: string
  count: number
}

export interface Cell extends Day {
  /** Weeks begin on Mondays, as those of charts do. */
  week: number
  /** 0 for Monday. */
  weekday: number
  /** 0 for nothing, then 1 to 4. */
  level: number
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}

/** 0 for Monday. */
function weekdayOf(ms: number): number {
  return (new Date(ms).getUTCDay() + 6) % 7
}

/** The year, or the weeks up to this one; without an end, so up to now, where it is not over. */
export function calendarSpan(year: string | undefined, now: number): Period {
  const today = Math.floor(now / DAY_MS) * DAY_MS
  if (year !== undefined) {
    const to = Date.UTC(Number(year) + 1, 0)
    return {
      from: new Date(Date.UTC(Number(year), 0)).toISOString(),
      ...(to <= now && { to: new Date(to).toISOString() }),
    }
  }
  const from = today - (weekdayOf(today) + (WEEKS - 1) * 7) * DAY_MS
  return { from: new Date(from).toISOString() }
}

/** Years that a calendar can be of, the latest first; none where the last weeks show it all. */
export function yearsSince(firstSeenAt: string, now: number): string[] {
  const { from } = calendarSpan(undefined, now)
  if (from !== undefined && Date.parse(firstSeenAt) >= Date.parse(from)) return []
  const first = new Date(firstSeenAt).getUTCFullYear()
  const last = new Date(now).getUTCFullYear()
  return Array.from({ length: last - first + 1 }, (_, back) => String(last - back))
}

export function cellsOf(days: readonly Day[]): Cell[] {
  const most = Math.max(...days.map(({ count }) => count), 1)
  const offset = days[0] ? weekdayOf(Date.parse(days[0].day)) : 0
  return days.map(({ day, count }, at) => ({
    day,
    count,
    week: Math.floor((at + offset) / 7),
    weekday: (at + offset) % 7,
    // By the root, so that one busy day does not make all others look alike.
    level: count === 0 ? 0 : Math.max(Math.ceil(4 * Math.sqrt(count / most)), 1),
  }))
}

/** The first day of each month that has room for its name, and the week it is in. */
export function monthsOf(cells: readonly Cell[]): Cell[] {
  const weeks = cells.at(-1)?.week ?? 0
  return cells.filter((cell) => cell.day.endsWith('-01') && cell.week < weeks - 1)
}

/** The weeks that a period reaches into: first and last; null where it lies elsewhere. */
export function weeksWithin(cells: readonly Cell[], { from, to }: Period): [number, number] | null {
  const after = from ? dayOf(Date.parse(from)) : ''
  const last = to ? dayOf(Date.parse(to) - 1) : '9999'
  const within = cells.filter(({ day }) => day >= after && day <= last)
  const [begin, end] = [within[0], within.at(-1)]
  return begin && end ? [begin.week, end.week] : null
}
