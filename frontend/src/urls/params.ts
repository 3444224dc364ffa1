// The kinds of search parameters. What an address says that none can mean counts as left out.
import * as v from 'valibot'
import { isMoment, readRange, readTimeRange } from './ranges'

/** Always a key of what is read, so that a page writes its parameters in the order of its schema. */
function param<S extends v.GenericSchema<string, string | undefined>>(schema: S) {
  return v.fallback(
    v.optional(schema, () => undefined),
    undefined,
  )
}

export function checked(isValid: (text: string) => boolean) {
  return param(v.pipe(v.string(), v.check(isValid)))
}

export const text = checked((given) => given !== '')
export const range = checked((given) => readRange(given) !== undefined)
export const timeRange = checked((given) => readTimeRange(given) !== undefined)
export const moment = checked(isMoment)

export function matching(pattern: RegExp) {
  return checked((given) => pattern.test(given))
}

export function oneOf<const T extends string>(values: readonly T[]) {
  return param(v.picklist(values))
}

/** Narrowed to what the guard says it is. */
export function matchingType<T extends string>(isOne: (text: string) => text is T) {
  return v.fallback(
    v.optional(v.pipe(v.string(), v.guard(isOne)), () => undefined),
    undefined,
  )
}

/** Rewritten in the usual form. */
export function normalised(normalise: (given: string) => string | undefined) {
  return param(v.pipe(v.string(), v.transform(normalise)))
}

export const yesNo = oneOf(['yes', 'no'])
export type YesNo = 'yes' | 'no'

/** A field to sort by; `-` before it sorts downwards. */
export type Sorted<S extends string> = S | `-${S}`

export function sort<const S extends string>(fields: readonly S[]) {
  return oneOf<Sorted<S>>(fields.flatMap((field) => [field, `-${field}`] as const))
}

/** What the server is asked for, by its own names of the fields: `-cost` -> downwards by COST_USD. */
export function orderBy<S extends string, F>(fields: Record<S, F>, sorted: Sorted<S>) {
  const isDown = sorted.startsWith('-')
  const field = fields[(isDown ? sorted.slice(1) : sorted) as S]
  return { field, direction: isDown ? ('DESC' as const) : ('ASC' as const) }
}

/** What every page has: whether it follows what happens, which it does unless told. */
export const liveSearch = v.object({ live: oneOf(['off']) })

/** A list's place: after or before a row, and its number for the reader. */
export const placeParams = { after: text, before: text, page: matching(/^\d{1,6}$/) }
export interface PlaceSearch {
  after?: string
  before?: string
  page?: string
}

export const FIRST_PAGE: PlaceSearch = { after: undefined, before: undefined, page: undefined }

/** Of both cursors the first counts, and the number nothing without one. */
export function onePlace({ after, before, page }: PlaceSearch): PlaceSearch {
  const isBefore = after === undefined && before !== undefined
  const isFirst = after === undefined && before === undefined
  return { after, before: isBefore ? before : undefined, page: isFirst ? undefined : page }
}
