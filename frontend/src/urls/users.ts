// What the address of the users list holds: its filters, order and columns, and what is drawn above.
import * as v from 'valibot'
import { LIST_MEASURES } from './measures'
import {
  matchingType,
  normalised,
  oneOf,
  onePlace,
  placeParams,
  range,
  type Sorted,
  text,
  timeRange,
  yesNo,
} from './params'
import { periodParams } from './period'
import { decoded } from './search'

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
type FixedColumn = (typeof USER_COLUMNS)[number]

/** What a user says under one name, which is written as in an address: `feedback:thumbs`. */
export type FeedbackColumn = `feedback:${string}`
export type UserColumn = FixedColumn | FeedbackColumn

export function feedbackColumn(name: string): FeedbackColumn {
  return `feedback:${encodeURIComponent(name)}`
}

/** The name of the feedback that a column or an order is of; undefined where it is of none. */
export function feedbackNameIn(column: string): string | undefined {
  const name = /^feedback(?:-count)?:(.+)$/.exec(column)?.[1]
  return name === undefined ? undefined : decoded(name)
}

function isFeedbackColumn(column: string): column is FeedbackColumn {
  return column.startsWith('feedback:') && feedbackNameIn(column) !== undefined
}

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

export type FixedSort = Exclude<FixedColumn, 'environments' | 'activity'>
export const USER_SORTS = USER_COLUMNS.filter(
  (column): column is FixedSort => !['environments', 'activity'].includes(column),
)
/** By a measure, or by the feedback of a name: its share or mean, or how much there is of it. */
export type UserSort = FixedSort | FeedbackColumn | FeedbackCountSort
type FeedbackCountSort = `feedback-count:${string}`

export function feedbackCountSort(name: string): FeedbackCountSort {
  return `feedback-count:${encodeURIComponent(name)}`
}

function isUserSort(sorted: string): sorted is Sorted<UserSort> {
  const column = sorted.replace(/^-/, '')
  return USER_SORTS.some((one) => one === column) || feedbackNameIn(column) !== undefined
}

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
  /** The name of the feedback that those below look at; all ratings where left out. */
  feedback: text,
  feedbackCount: range,
  feedbackAverage: range,
  /** Of yes, in percent; in place of the average. */
  feedbackShare: range,
  /** Only feedback that says so. */
  feedbackAnswer: yesNo,
  feedbackValue: range,
  feedbackCategory: text,
  feedbackComment: yesNo,
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
  sort: matchingType(isUserSort),
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
  const known = names.flatMap<UserColumn>((name) =>
    isFeedbackColumn(name) ? name : (USER_COLUMNS.find((column) => column === name) ?? []),
  )
  return known.length === 0 ? DEFAULT_COLUMNS : [...new Set<UserColumn>(['user', ...known])]
}

/** Undefined for the usual ones. */
export function writeColumns(columns: readonly UserColumn[]): string | undefined {
  const cols = columns.join(',')
  return cols === DEFAULT_COLUMNS.join(',') ? undefined : cols
}
