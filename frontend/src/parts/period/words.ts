// A period as a person reads it.
import * as format from '../../format'
import { isDay, type PeriodSearch, type Preset } from '../../urls'
import { DEFAULT_PERIOD, halfOpen } from '../../urls/resolvePeriod'

export const PRESET_NAMES: Record<Preset, string> = {
  '24h': '24 hours',
  '7d': '7 days',
  '30d': '30 days',
  '90d': '90 days',
  all: 'All time',
}

/** Not a range of it. */
export const WHOLE = { from: undefined, to: undefined } as const

export function isAllTime({ period, from, to }: PeriodSearch): boolean {
  return period === 'all' && !from && !to
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

export function momentWords(text: string): string {
  return isDay(text) ? format.day(text) : format.dateTime(text)
}
