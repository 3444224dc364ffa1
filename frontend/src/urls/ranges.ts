// Ranges of numbers and of time as the address has them, one bound or both: `10..`, `..5`, `7d..`

export interface Bounds {
  min?: string
  max?: string
}

const NUMBER = /^-?\d{1,15}(\.\d{1,12})?$/

/** `10..` -> `{ min: '10' }`, `..5` -> `{ max: '5' }`; undefined for anything that is no range. */
export function readRange(text: string | undefined): Bounds | undefined {
  const [min, max] = endsOf(text) ?? []
  if (min === undefined || max === undefined) return undefined
  if ((min !== '' && !NUMBER.test(min)) || (max !== '' && !NUMBER.test(max))) return undefined
  return { ...(min !== '' && { min }), ...(max !== '' && { max }) }
}

export function writeRange({ min = '', max = '' }: Bounds): string | undefined {
  return min === '' && max === '' ? undefined : `${min}..${max}`
}

/** Null where there are no two ends, or nothing at either. */
function endsOf(text = ''): [string, string] | null {
  const [from = '', to, ...more] = text.split('..')
  return to === undefined || more.length > 0 || (from === '' && to === '') ? null : [from, to]
}

const DAY = /^\d{4}-\d{2}-\d{2}$/
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}Z$/

export function isDay(text: string): boolean {
  return DAY.test(text)
}

/** Whether it is a UTC day (`2026-11-03`) or an instant to the minute (`2026-11-03T14:00Z`). */
export function isMoment(text: string): boolean {
  return (DAY.test(text) || INSTANT.test(text)) && !Number.isNaN(Date.parse(text))
}

/** A day, an instant, or so many days back from today. */
export type TimeBound = { at: string } | { days: number }

export interface TimeRange {
  from?: TimeBound
  to?: TimeBound
}

/** `2026-11-01..2026-11-07`, `7d..` for the last 7 days, `..7d` for what is before these. */
export function readTimeRange(text: string | undefined): TimeRange | undefined {
  const ends = endsOf(text)
  if (ends === null) return undefined
  const [from, to] = ends.map(readTimeBound)
  if ((ends[0] !== '' && !from) || (ends[1] !== '' && !to)) return undefined
  return { ...(from && { from }), ...(to && { to }) }
}

function readTimeBound(text: string): TimeBound | undefined {
  const days = /^([1-9]\d{0,3})d$/.exec(text)?.[1]
  if (days !== undefined) return { days: Number(days) }
  return isMoment(text) ? { at: text } : undefined
}
