// Every number, cost, duration and date a person reads, in the reader's locale and time zone.

const integer = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 })
const short = new Intl.NumberFormat(undefined, {
  notation: 'compact',
  maximumSignificantDigits: 3,
})
const oneDigit = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 })
const mean = new Intl.NumberFormat(undefined, {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
})
const twoDigits = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 })
const exact = new Intl.NumberFormat(undefined, { maximumFractionDigits: 20 })
const share = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 })
const wholeShare = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 })
const shortShare = new Intl.NumberFormat(undefined, { style: 'percent', notation: 'compact' })
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto', style: 'narrow' })

/** 1,234,567 */
export function count(value: number): string {
  return integer.format(value)
}

/** 1.23M; below ten thousand every digit. */
export function compact(value: number): string {
  return Math.abs(value) < 10_000 ? integer.format(value) : short.format(value)
}

/** A mean of ratings, always with two digits: 0.50 */
export function average(value: number): string {
  return mean.format(value)
}

/** A number that somebody gave: at most two digits. */
export function number(value: number): string {
  return twoDigits.format(value)
}

/** A decimal as somebody typed it, every digit kept: 1,234.5 */
export function decimal(text: string): string {
  return exact.format(text as Intl.StringNumericLiteral)
}

/** 0.982 -> 98.2% */
export function percent(value: number): string {
  return share.format(value)
}

function dollars(digits: Intl.NumberFormatOptions): Intl.NumberFormat {
  return new Intl.NumberFormat(undefined, { style: 'currency', currency: 'USD', ...digits })
}
const wholeDollars = dollars({ maximumFractionDigits: 0 })
const cents = dollars({ minimumFractionDigits: 2, maximumFractionDigits: 2 })
const smallDollars = dollars({ maximumSignificantDigits: 2 })
const exactDollars = dollars({ minimumFractionDigits: 0, maximumFractionDigits: 20 })

/** A decimal in US dollars: $1,234, $12.30, $0.0042; below a millionth only that it is below. */
export function money(costUsd: string): string {
  const value = Number(costUsd)
  if (value === 0) return wholeDollars.format(0)
  if (Math.abs(value) >= 1000) return wholeDollars.format(value)
  if (Math.abs(value) >= 0.0995) return cents.format(value)
  if (Math.abs(value) >= 0.000001) return smallDollars.format(value)
  return `<${smallDollars.format(0.000001)}`
}

/** Every digit the server sent. */
export function exactMoney(costUsd: string): string {
  return exactDollars.format(costUsd as Intl.StringNumericLiteral)
}

/** 0.4 ms, 340 ms, 1.24 s, 2 m 03 s, 1 h 02 m */
export function duration(ms: number): string {
  if (ms < 1) return `${twoDigits.format(ms)} ms`
  if (ms < 999.5) return `${integer.format(ms)} ms`
  if (ms < 9_995) return `${twoDigits.format(ms / 1000)} s`
  if (ms < 59_950) return `${oneDigit.format(ms / 1000)} s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 3600) return `${Math.floor(seconds / 60)} m ${two(seconds % 60)} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 1440) return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} m`
  return `${Math.floor(minutes / 1440)} d ${Math.floor((minutes % 1440) / 60)} h`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

const dayOnly = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' })
const monthDay = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' })
const toTheSecond = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })
const toTheMinute = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

/** 3 Nov 2026 */
export function date(at: string): string {
  return dayOnly.format(new Date(at))
}

const utcDay = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' })

/** A UTC day such as 2026-11-03. */
export function day(text: string): string {
  return utcDay.format(new Date(text))
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
  HOUR: new Intl.DateTimeFormat(undefined, {
    weekday: 'short',
    hour: 'numeric',
    minute: '2-digit',
  }),
  DAY: new Intl.DateTimeFormat(undefined, {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    timeZone: 'UTC',
  }),
  WEEK: new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric', timeZone: 'UTC' }),
  MONTH: new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric', timeZone: 'UTC' }),
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

/** 3 Nov: under the axis of a chart whose points are days. */
export function axisDay(at: Date): string {
  return monthDay.format(at)
}

const hourOnly = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' })

/** 2:00 PM, and the day where one begins: under the axis of a chart whose points are hours. */
export function axisHour(at: Date): string {
  return at.getHours() === 0 && at.getMinutes() === 0 ? monthDay.format(at) : hourOnly.format(at)
}

const utcMonth = new Intl.DateTimeFormat(undefined, { month: 'short', timeZone: 'UTC' })
const utcWeekday = new Intl.DateTimeFormat(undefined, { weekday: 'short', timeZone: 'UTC' })

/** Nov, of a UTC day such as 2026-11-03. */
export function month(text: string): string {
  return utcMonth.format(new Date(text))
}

/** Tue, of a UTC day such as 2026-11-03. */
export function weekday(text: string): string {
  return utcWeekday.format(new Date(text))
}

/** So little that no digit tells it. */
export const UNMOVED = '0%'

/** How much a measure moved: +12%, -4%, x14, "new"; null where nothing can be said. */
export function change(value: number, before: number): string | null {
  if (before === 0) return value === 0 ? null : 'new'
  const moved = (value - before) / before
  if (moved > 9.99) return `×${short.format(value / before)}`
  if (Math.abs(moved) < 0.005) return UNMOVED
  return `${moved > 0 ? '+' : '−'}${wholeShare.format(Math.abs(moved))}`
}

/** "×7": how many times as much; null where it was nothing. */
export function factor(value: number, before: number): string | null {
  return before === 0 ? null : `×${short.format(value / before)}`
}

/** "−0.25", "+1.00": how far a mean of ratings moved. */
export function difference(value: number, before: number): string {
  const sign = value < before ? '−' : '+'
  return `${sign}${mean.format(Math.abs(value - before))}`
}

/** Part of a whole for a bar's label; never 0% for something, never 100% for not all. */
export function portion(part: number, whole: number): string {
  if (whole === 0) return wholeShare.format(0)
  const value = part / whole
  if (part > 0 && value < 0.01) return `<${shortShare.format(0.01)}`
  if (part < whole && value > 0.99) return `>${shortShare.format(0.99)}`
  return wholeShare.format(value)
}

const SIZES = ['byte', 'kilobyte', 'megabyte', 'gigabyte'].map(
  (unit) =>
    new Intl.NumberFormat(undefined, {
      style: 'unit',
      unit,
      unitDisplay: unit === 'byte' ? 'long' : 'short',
      maximumFractionDigits: unit === 'byte' || unit === 'kilobyte' ? 0 : 1,
    }),
)

/** 512 bytes, 34 kB, 2.3 MB */
export function bytes(value: number): string {
  const step = value < 1000 ? 0 : Math.min(Math.floor(Math.log10(value) / 3), SIZES.length - 1)
  return SIZES[step]?.format(value / 1000 ** step) ?? ''
}

/** "1 trace", "2 traces" */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`
}

/** "traces ≥ 10", "cost 1 to 5", "errors ≤ 3": what a range filter says. */
export function range(min: string | undefined, max: string | undefined): string {
  if (min !== undefined && max !== undefined) return min === max ? `= ${min}` : `${min} to ${max}`
  if (min !== undefined) return `≥ ${min}`
  return max === undefined ? '' : `≤ ${max}`
}
