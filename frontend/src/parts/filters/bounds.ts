// What a range in the address asks the server for, and how a person reads it.
import * as format from '../../format'
import { readRange } from '../../urls'

interface NumberRange {
  min?: number
  max?: number
}

export function numberRange(
  text: string | undefined,
  atLeast: (value: number) => number = Number,
  atMost = atLeast,
): NumberRange | undefined {
  const bounds = readRange(text)
  return (
    bounds && {
      ...(bounds.min !== undefined && { min: atLeast(Number(bounds.min)) }),
      ...(bounds.max !== undefined && { max: atMost(Number(bounds.max)) }),
    }
  )
}

/** Counts are whole: between 1.5 and 3.5 lie 2 and 3. */
export function countRange(text: string | undefined): NumberRange | undefined {
  return numberRange(text, Math.ceil, Math.floor)
}

/**
 * Of seconds, to the microsecond, which no product of decimals by 1000 is. A bound may have 15 digits
 * of seconds; beyond the safe integers, the server refuses what it would have to round.
 */
export function millisecondRange(text: string | undefined): NumberRange | undefined {
  return numberRange(text, (seconds) => toSafe(Math.round(seconds * 1e6) / 1e3))
}

function toSafe(value: number): number {
  return Math.min(Math.max(value, Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER)
}

/** Of percent, as shares of one: 0.7 is 0.007, which no quotient by 100 is. */
export function percentRange(text: string | undefined): NumberRange | undefined {
  return numberRange(text, (percent) => Number((percent / 100).toPrecision(15)))
}

/** "≥ 10"; null where there is no range. */
export function rangeWords(
  text: string | undefined,
  write: (bound: string) => string = format.decimal,
): string | null {
  const bounds = readRange(text)
  if (!bounds) return null
  const [min, max] = [bounds.min, bounds.max].map((bound) => bound && write(bound))
  return format.range(min, max)
}

/** The same of percent: "≤ 50%". */
export function percentWords(text: string | undefined): string | null {
  return rangeWords(text, (percent) => `${format.decimal(percent)}%`)
}
