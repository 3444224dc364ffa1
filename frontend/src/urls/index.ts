// Builds and reads every address. Search parameters are flat strings, so an address can be read aloud.

import { below, root } from './root'

export type Flat = Record<string, string | undefined>

/** `?a=1&b=2` -> `{ a: '1', b: '2' }`; of a name given twice, the last counts. */
export function parseSearch(text: string): Flat {
  return Object.fromEntries(new URLSearchParams(text))
}

/** The other way round; what is undefined or empty is left out. */
export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    if (typeof value === 'string' && value !== '') params.set(name, value)
  }
  // A comma, a colon, a slash and @ mean nothing in a query: they stay readable.
  const text = params
    .toString()
    .replace(/%2C/g, ',')
    .replace(/%3A/g, ':')
    .replace(/%2F/g, '/')
    .replace(/%40/g, '@')
  return text === '' ? '' : `?${text}`
}

export interface Bounds {
  min?: string
  max?: string
}

const NUMBER = /^-?\d{1,15}(\.\d{1,12})?$/

/** `10..` -> `{ min: '10' }`, `..5` -> `{ max: '5' }`; undefined for anything that is no range. */
export function readRange(text: string | undefined): Bounds | undefined {
  const [min = '', max = '', ...rest] = (text ?? '').split('..')
  if (rest.length > 0 || !text?.includes('..') || (min === '' && max === '')) return undefined
  if ((min !== '' && !NUMBER.test(min)) || (max !== '' && !NUMBER.test(max))) return undefined
  return { ...(min !== '' && { min }), ...(max !== '' && { max }) }
}

export function writeRange(bounds: Bounds): string | undefined {
  const { min = '', max = '' } = bounds
  return min === '' && max === '' ? undefined : `${min}..${max}`
}

/** What every page has: whether it follows what happens, which it does unless told. */
export interface AnySearch {
  live?: 'off'
}

export function anySearch(raw: Flat): AnySearch {
  return { live: raw.live === 'off' ? 'off' : undefined }
}

export const PRESETS = ['24h', '7d', '30d', '90d', 'all'] as const
export type Preset = (typeof PRESETS)[number]

export const INTERVALS = ['hour', 'day', 'week', 'month'] as const
export type By = (typeof INTERVALS)[number]

/**
 * A preset, or a stretch from and to, which wins; the preset is then what zooming out leads back to.
 * Both are UTC days, inclusive (`2026-11-03`), or instants of a half-open stretch (`2026-11-03T14:00Z`).
 */
export interface PeriodSearch {
  period?: Preset
  from?: string
  to?: string
  /** How finely charts are drawn; left out: as suits the period. */
  by?: By
}

const DAY = /^\d{4}-\d{2}-\d{2}$/
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}Z$/

export function isDay(text: string): boolean {
  return DAY.test(text)
}

/** The text of a day or an instant if it is one. */
export function moment(text: string | undefined): string | undefined {
  if (!text || !(DAY.test(text) || INSTANT.test(text))) return undefined
  return Number.isNaN(Date.parse(text)) ? undefined : text
}

export function oneOf<T extends string>(
  known: readonly T[],
  text: string | undefined,
): T | undefined {
  return known.find((item) => item === text)
}

export function readPeriod(raw: Flat): PeriodSearch {
  return {
    period: oneOf(PRESETS, raw.period),
    from: moment(raw.from),
    to: moment(raw.to),
    by: oneOf(INTERVALS, raw.by),
  }
}

/** A list's place: after or before a row, and its number for the reader. */
export interface PageSearch {
  after?: string
  before?: string
  page?: string
}

export function readPage(raw: Flat): PageSearch {
  if (!raw.after && !raw.before) return {}
  const page = raw.page && /^\d{1,6}$/.test(raw.page) ? raw.page : undefined
  return raw.after ? { after: raw.after, page } : { before: raw.before, page }
}

export type Sorted<S extends string> = S | `-${S}`

export function readSort<S extends string>(known: readonly S[], text = ''): Sorted<S> | undefined {
  const field = oneOf(known, text.replace(/^-/, ''))
  if (field === undefined) return undefined
  return text.startsWith('-') ? `-${field}` : field
}

/** The text of a range if it is one. */
export function ranged(text: string | undefined): string | undefined {
  return readRange(text) && text
}

export const MEASURES = ['traces', 'sessions', 'errors', 'tokens', 'cost', 'feedback'] as const
export type Measure = (typeof MEASURES)[number]

export const OVERVIEW_MEASURES = [
  'users',
  'new-users',
  'attributed',
  ...MEASURES,
  'error-rate',
] as const
export type OverviewMeasure = (typeof OVERVIEW_MEASURES)[number]

export interface OverviewSearch extends PeriodSearch {
  measure?: OverviewMeasure
  env?: string
}

export function overviewSearch(raw: Flat): OverviewSearch {
  return {
    measure: oneOf(OVERVIEW_MEASURES, raw.measure),
    env: raw.env || undefined,
    ...readPeriod(raw),
  }
}

export const SETUP_TABS = ['python', 'js', 'otel', 'graphql'] as const
export type SetupTab = (typeof SETUP_TABS)[number]

export interface SetupSearch {
  with?: SetupTab
}

export function setupSearch(raw: Flat): SetupSearch {
  return { with: oneOf(SETUP_TABS, raw.with) }
}

export interface SignInSearch {
  token?: string
  from?: string
}

/** The API, and for a browser that opens it the page to explore it with. */
export const API = '/graphql'

/** Only an address of this page may be gone back to: never another site's, nor sign-in itself. */
export function signInSearch(raw: Flat): SignInSearch {
  const from = raw.from ?? ''
  const own = /^\/(?![/\\])/.test(from) && !/^(\/project\/[^/]+)?\/sign-in/.test(below(root, from))
  return { token: raw.token || undefined, from: own ? from : undefined }
}
