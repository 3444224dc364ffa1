// Every number, share, cost, duration and size a person reads. None is written as nothing, as all or as
// a whole number that it is not; what `write` leaves out, the exact forms tell on hover.

/** Counts beyond 2^53 come as bigints. */
export type Amount = number | bigint

/** Nothing is below nothing: no zero has a sign. */
function digits(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return new Intl.NumberFormat(undefined, { signDisplay: 'negative', ...options })
}

const integer = digits({ maximumFractionDigits: 0 })
const short = digits({ notation: 'compact', maximumSignificantDigits: 3 })
const oneDigit = digits({ maximumFractionDigits: 1 })
const twoDigits = digits({ maximumFractionDigits: 2 })
const twoSignificant = digits({ maximumSignificantDigits: 2 })
const mean = digits({ minimumFractionDigits: 2, maximumFractionDigits: 2 })
const given = digits({
  maximumFractionDigits: 2,
  maximumSignificantDigits: 6,
  roundingPriority: 'morePrecision',
})
const rough = digits({ notation: 'scientific', maximumSignificantDigits: 3 })
const scientific = digits({ notation: 'scientific', maximumSignificantDigits: 6 })
const every = digits({ maximumFractionDigits: 20 })
const share = digits({ style: 'percent', maximumFractionDigits: 1 })
const wholeShare = digits({ style: 'percent', maximumFractionDigits: 0 })
const everyShare = digits({ style: 'percent', maximumSignificantDigits: 15 })

function size<A extends Amount>(value: A): A {
  return value < 0 ? (-value as A) : value
}

/** 1,234,567 */
export function count(value: Amount): string {
  return integer.format(value)
}

/** From here on a number is short. */
const LONG = 10_000

/** 1.23M; below ten thousand every digit. */
export function compact(value: Amount): string {
  return size(value) < LONG ? integer.format(value) : short.format(value)
}

/** Between these a number is written without an exponent. */
const TINY = 1e-6
const HUGE = 1e15
/** What a sum of floats may be off: closer to a whole number it is that. */
const OFF = 1e-9
const MAX_DIGITS = 15

/** With more fraction digits than `format` where that would round it to a whole number. */
function unrounded(value: number, format: Intl.NumberFormat, first: number, last: number): string {
  const text = format.format(value)
  if (Math.abs(value - Math.round(value)) < OFF) return text
  for (let fraction = first; fraction <= last; fraction += 1) {
    const rounded = Number(value.toFixed(fraction))
    if (!Number.isInteger(rounded)) {
      return fraction === first ? text : digits({ maximumFractionDigits: fraction }).format(value)
    }
  }
  return text
}

/** A mean of ratings, with two digits or as many as it needs: 0.50, 0.0012, 99.998, 12.3K */
export function average(value: number): string {
  const long = Math.abs(value)
  if (long >= HUGE) return rough.format(value)
  if (long >= LONG) return short.format(value)
  if (long !== 0 && long < TINY) return scientific.format(value)
  if (long !== 0 && long < 0.01) return twoSignificant.format(value)
  return unrounded(value, mean, 2, MAX_DIGITS)
}

/** A number that somebody gave: all of it, unless it is very long. */
export function number(value: number): string {
  const long = Math.abs(value)
  if (long !== 0 && (long < TINY || long >= HUGE)) return scientific.format(value)
  // As many as `given` shows of it.
  const fraction = Math.max(2, 5 - Math.floor(Math.log10(long || 1)))
  return unrounded(value, given, Math.min(fraction, MAX_DIGITS), MAX_DIGITS)
}

/** Every digit. */
export function exact(value: Amount): string {
  const long = size(value)
  return typeof long === 'number' && long !== 0 && (long < 1e-20 || long >= 1e21)
    ? String(value)
    : every.format(value)
}

/** A decimal as somebody typed it, every digit kept: 1,234.5 */
export function decimal(text: string): string {
  return every.format(text as Intl.StringNumericLiteral)
}

/** 0.982 -> 98.2%; never 0% for something, never 100% for not all. */
export function percent(value: number): string {
  return bounded(value, share, 0.001)
}

/** Every digit there is: 0.99973 -> 99.973% */
export function exactPercent(value: number): string {
  return everyShare.format(value)
}

/** `step` is the least that `format` tells from nothing. */
function bounded(value: number, format: Intl.NumberFormat, step: number): string {
  if (value > 0 && value < step / 2) return `<${format.format(step)}`
  if (value < 1 && value >= 1 - step / 2) return `>${format.format(1 - step)}`
  return format.format(value)
}

function dollars(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return digits({ style: 'currency', currency: 'USD', ...options })
}
const wholeDollars = dollars({ maximumFractionDigits: 0 })
const cents = dollars({ minimumFractionDigits: 2, maximumFractionDigits: 2 })
const smallDollars = dollars({ maximumSignificantDigits: 2 })
const shortDollars = dollars({ notation: 'compact', maximumSignificantDigits: 3 })
const exactDollars = dollars({ minimumFractionDigits: 0, maximumFractionDigits: 20 })

/** A decimal in US dollars, in ten characters: $1.23M, $1,234, $12.30, $0.0042, $0.0000012, <$0.000001 */
export function money(costUsd: string): string {
  const value = Number(costUsd)
  const long = Math.abs(value)
  if (value === 0) return wholeDollars.format(0)
  if (long >= 999_999.5) return shortDollars.format(value)
  if (long >= 1000) return wholeDollars.format(value)
  if (long >= 0.0995) return cents.format(value)
  if (long >= TINY) return smallDollars.format(value)
  return `<${smallDollars.format(TINY)}`
}

/** Every digit the server sent. */
export function exactMoney(costUsd: string): string {
  return exactDollars.format(costUsd as Intl.StringNumericLiteral)
}

/** 0.4 ms, 340 ms, 1.24 s, 2 m 03 s, 1 h 02 m */
export function duration(ms: number): string {
  if (ms > 0 && ms < 0.005) return `<${twoDigits.format(0.01)} ms`
  if (ms < 1) return `${twoDigits.format(ms)} ms`
  if (ms < 999.5) return `${integer.format(ms)} ms`
  if (ms < 9_995) return `${twoDigits.format(ms / 1000)} s`
  if (ms < 59_950) return `${oneDigit.format(ms / 1000)} s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 3600) return `${Math.floor(seconds / 60)} m ${two(seconds % 60)} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 1440) return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} m`
  return `${integer.format(Math.floor(minutes / 1440))} d ${Math.floor((minutes % 1440) / 60)} h`
}

/** 1,234.567 ms */
export function exactDuration(ms: number): string {
  return `${exact(ms)} ms`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

/** Not at all. */
export const UNMOVED = wholeShare.format(0)

/** How much a measure moved: +12%, −4%, +<1%, ×14, "new"; null where nothing can be said. */
export function change(value: number, before: number): string | null {
  if (before === 0) return value === 0 ? null : 'new'
  const moved = (value - before) / before
  if (moved > 9.99) return `×${short.format(value / before)}`
  if (moved === 0) return UNMOVED
  // Only a fall has an end, which is nothing.
  const far = moved > 0.5 ? wholeShare.format(moved) : bounded(Math.abs(moved), wholeShare, 0.01)
  return `${moved > 0 ? '+' : '−'}${far}`
}

/** "×7": how many times as much; null where it was nothing. */
export function factor(value: number, before: number): string | null {
  return before === 0 ? null : `×${short.format(value / before)}`
}

/** "−0.25", "+1.00": how far a mean of ratings moved. */
export function difference(value: number, before: number): string {
  return `${value < before ? '−' : '+'}${average(Math.abs(value - before))}`
}

/** Part of a whole for a bar's label; never 0% for something, never 100% for not all. */
export function portion(part: Amount, whole: Amount): string {
  if (Number(whole) === 0) return wholeShare.format(0)
  const value = Number(part) / Number(whole)
  if (value > 0 && value < 0.01) return `<${wholeShare.format(0.01)}`
  if (part < whole && value > 0.99) return `>${wholeShare.format(0.99)}`
  return wholeShare.format(value)
}

const SIZES = ['byte', 'kilobyte', 'megabyte', 'gigabyte'].map((unit) =>
  digits({
    style: 'unit',
    unit,
    unitDisplay: unit === 'byte' ? 'long' : 'short',
    maximumFractionDigits: unit === 'byte' || unit === 'kilobyte' ? 0 : 1,
  }),
)

/** 512 bytes, 34 kB, 2.3 MB */
export function bytes(value: Amount): string {
  let rest = Number(value)
  let step = 0
  while (rest >= 999.5 && step < SIZES.length - 1) {
    rest /= 1000
    step += 1
  }
  return SIZES[step]?.format(rest) ?? ''
}

/** "1 trace", "2 traces" */
export function plural(value: Amount, one: string, many = `${one}s`): string {
  return `${count(value)} ${Number(value) === 1 ? one : many}`
}

/** "3 of 1,000 spans": what a share is made of. */
export function outOf(part: Amount, whole: Amount, one: string): string {
  return `${count(part)} of ${plural(whole, one)}`
}

/** "traces ≥ 10", "cost 1 to 5", "errors ≤ 3": what a range filter says. */
export function range(min: string | undefined, max: string | undefined): string {
  if (min !== undefined && max !== undefined) return min === max ? `= ${min}` : `${min} to ${max}`
  if (min !== undefined) return `≥ ${min}`
  return max === undefined ? '' : `≤ ${max}`
}
