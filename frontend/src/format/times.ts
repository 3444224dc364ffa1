// Every instant, day and stretch of time a person reads: instants in the reader's zone, days in UTC.

function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(undefined, options)
}

function utcDates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return dates({ ...options, timeZone: 'UTC' })
}

const dayOnly = dates({ dateStyle: 'medium' })
const toTheSecond = dates({ dateStyle: 'medium', timeStyle: 'medium' })
const toTheMinute = dates({ dateStyle: 'medium', timeStyle: 'short' })

const utcDay = utcDates({ dateStyle: 'medium' })

/** A UTC day such as 2026-11-03. */
export function day(text: string): string {
  return utcDay.format(new Date(text))
}

/** 3 Nov 2026: the day of the reader's zone in which it was. */
export function localDay(at: string): string {
  return dayOnly.format(new Date(at))
}

/** 14:05 */
export function time(at: string): string {
  return hourOnly.format(new Date(at))
}

/** 3 Nov 2026, 14:05 */
export function dateTime(at: string): string {
  return toTheMinute.format(new Date(at))
}

/** What hovering over an instant tells: the reader's time to the second, and UTC. */
export function exactTime(at: string): string {
  const instant = new Date(at)
  return `${toTheSecond.format(instant)}\n${instant.toISOString().replace('T', ' ').replace('Z', ' UTC')}`
}

const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto', style: 'narrow' })

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

/** "now", "5 min. ago", "yesterday"; the date once it is over 30 days away. */
export function ago(at: string, now: number): string {
  const seconds = (Date.parse(at) - now) / 1000
  if (Math.abs(seconds) >= 30 * 86_400) return dayOnly.format(new Date(at))
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit)
  }
  return relative.format(0, 'second')
}

export type IntervalName = 'HOUR' | 'DAY' | 'WEEK' | 'MONTH'
const ofInterval: Record<IntervalName, Intl.DateTimeFormat> = {
  HOUR: dates({ weekday: 'short', hour: 'numeric', minute: '2-digit' }),
  DAY: utcDates({ weekday: 'short', month: 'short', day: 'numeric' }),
  WEEK: utcDates({ month: 'short', day: 'numeric' }),
  MONTH: utcDates({ month: 'long', year: 'numeric' }),
}

/** "Nov 1 – 7, 2026": two UTC days and what is between. */
export function days(from: string, to: string): string {
  return utcDay.formatRange(new Date(from), new Date(to))
}

/** "Nov 3, 2026, 2:00 – 6:00 PM" in the reader's time zone. */
export function times(from: string, to: string): string {
  return toTheMinute.formatRange(new Date(from), new Date(to))
}

/** One point of a chart. Days and longer are UTC days, so they are written as such. */
export function point(at: string, interval: IntervalName | 'MINUTE'): string {
  const text = (interval === 'MINUTE' ? hourOnly : ofInterval[interval]).format(new Date(at))
  return interval === 'WEEK' ? `Week of ${text}` : text
}

/** Of a point that is not over yet. */
export function soFar(text: string): string {
  return `${text}, so far`
}

const utcMonthDay = utcDates({ month: 'short', day: 'numeric' })
const utcYearMonth = utcDates({ month: 'short', year: 'numeric' })
const hourOnly = dates({ hour: 'numeric', minute: '2-digit' })
const weekdayHour = ofInterval.HOUR
const monthDay = dates({ month: 'short', day: 'numeric' })

/** "Nov 3", and the year where there are several: the UTC day under the axis of a chart. */
export function axisDay(at: Date, interval: IntervalName, years: boolean): string {
  if (interval === 'MONTH') return utcYearMonth.format(at)
  return (years ? utcDay : utcMonthDay).format(at)
}

/** "2:00 PM", the weekday where there are several days, and the day where one begins. */
export function axisHour(at: Date, named: boolean): string {
  if (at.getHours() === 0 && at.getMinutes() === 0) return monthDay.format(at)
  return (named ? weekdayHour : hourOnly).format(at)
}

/** Whether the reader's days are other ones than the UTC days that are counted. */
export function hasOtherDays(at: string): boolean {
  return new Date(at).getTimezoneOffset() !== 0
}

const utcMonth = utcDates({ month: 'short' })
const utcWeekday = utcDates({ weekday: 'short' })

/** Nov, of a UTC day such as 2026-11-03. */
export function month(text: string): string {
  return utcMonth.format(new Date(text))
}

/** Tue, of a UTC day such as 2026-11-03. */
export function weekday(text: string): string {
  return utcWeekday.format(new Date(text))
}
