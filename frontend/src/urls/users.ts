// What the address of the users list holds: its filters, order and columns, and what is drawn above.
import * as v from 'valibot'
import { LIST_MEASURES } from './measures'
import { normalised, oneOf, onePlace, placeParams, range, sort, text, timeRange } from './params'
import { periodParams } from './period'

/** In the order in which they can be chosen. */
export const USER_COLUMNS = [
  'user',
  'last-seen',
  'first-seen',
  'environments',
  'traces',
  'sessions',
  'spans',
  'errors',
  'error-rate',
  'latency',
  'tokens',
  'input-tokens',
  'output-tokens',
  'cost',
  'feedback',
  'feedback-count',
  'activity',
] as const
export type UserColumn = (typeof USER_COLUMNS)[number]

export const DEFAULT_COLUMNS: readonly UserColumn[] = [
  'user',
  'last-seen',
  'first-seen',
  'traces',
  'sessions',
  'errors',
  'tokens',
  'cost',
  'feedback',
  'activity',
]

export type UserSort = Exclude<UserColumn, 'environments' | 'activity'>
export const USER_SORTS = USER_COLUMNS.filter(
  (column): column is UserSort => !['environments', 'activity'].includes(column),
)

const filterParams = {
  q: text,
  /** Any of these, with commas between them. */
  env: text,
  traces: range,
  sessions: range,
  spans: range,
  tokens: range,
  inputTokens: range,
  outputTokens: range,
  cost: range,
  errors: range,
  /** In percent. */
  errorRate: range,
  /** Of the 95th percentile, in seconds. */
  latency: range,
  /** The name of the feedback that the two ranges below look at; all ratings where left out. */
  feedback: text,
  feedbackCount: range,
  feedbackAverage: range,
  firstSeen: timeRange,
  lastSeen: timeRange,
}
/** Which users are listed. */
export const userListParams = { ...filterParams, ...periodParams }
const userListSearch = v.object(userListParams)
export type UserListSearch = v.InferInput<typeof userListSearch>

const { q, ...otherParams } = filterParams
const usersParams = v.object({
  q,
  sort: sort(USER_SORTS),
  ...otherParams,
  /** With commas between them; left out where they are the usual ones. */
  cols: normalised((cols) => writeColumns(readColumns(cols))),
  /** What the chart above the list draws. */
  measure: oneOf(LIST_MEASURES),
  chart: oneOf(['off']),
  ...periodParams,
  ...placeParams,
})
export const usersSearch = v.pipe(
  usersParams,
  v.transform((search) => ({ ...search, ...onePlace(search) })),
)
export type UsersSearch = v.InferInput<typeof usersSearch>

/** The columns that are shown, in their order; who the user is always comes first. */
export function readColumns(cols: string | undefined): readonly UserColumn[] {
  const names = cols?.split(',') ?? []
  const known = names.flatMap((name) => USER_COLUMNS.find((column) => column === name) ?? [])
  return known.length === 0 ? DEFAULT_COLUMNS : [...new Set<UserColumn>(['user', ...known])]
}

/** Undefined for the usual ones. */
export function writeColumns(columns: readonly UserColumn[]): string | undefined {
  const cols = columns.join(',')
  return cols === DEFAULT_COLUMNS.join(',') ? undefined : cols
}
