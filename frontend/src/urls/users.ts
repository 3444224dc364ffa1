// What the address of the users list holds: its filters, order and columns, and what is drawn above.
import {
  type Flat,
  moment,
  oneOf,
  type PageSearch,
  type PeriodSearch,
  ranged,
  readPage,
  readPeriod,
  readSort,
  type Sorted,
} from './index'

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

export type UserSort = Exclude<UserColumn, 'environments' | 'latency' | 'activity'>
const USER_SORTS = USER_COLUMNS.filter(
  (column): column is UserSort => !['environments', 'latency', 'activity'].includes(column),
)

export const LIST_MEASURES = [
  'users',
  'new-users',
  'traces',
  'sessions',
  'errors',
  'error-rate',
  'tokens',
  'cost',
  'feedback',
] as const
export type ListMeasure = (typeof LIST_MEASURES)[number]

/** Which users are listed. */
export interface UsersFilter extends PeriodSearch {
  q?: string
  /** Any of these, with commas between them. */
  env?: string
  traces?: string
  tokens?: string
  cost?: string
  errors?: string
  /** The name of the feedback that the two ranges below look at; all ratings where left out. */
  feedback?: string
  feedbackCount?: string
  feedbackAverage?: string
  /** Stretches of days, of instants, or back from today. */
  firstSeen?: string
  lastSeen?: string
}

export interface UsersSearch extends UsersFilter, PageSearch {
  sort?: Sorted<UserSort>
  /** With commas between them; left out where they are the usual ones. */
  cols?: string
  /** What the chart above the list draws. */
  measure?: ListMeasure
  chart?: 'off'
}

export function usersSearch(raw: Flat): UsersSearch {
  return {
    q: raw.q || undefined,
    sort: readSort(USER_SORTS, raw.sort),
    env: raw.env || undefined,
    traces: ranged(raw.traces),
    tokens: ranged(raw.tokens),
    cost: ranged(raw.cost),
    errors: ranged(raw.errors),
    feedback: raw.feedback || undefined,
    feedbackCount: ranged(raw.feedbackCount),
    feedbackAverage: ranged(raw.feedbackAverage),
    firstSeen: readStretch(raw.firstSeen) && raw.firstSeen,
    lastSeen: readStretch(raw.lastSeen) && raw.lastSeen,
    cols: raw.cols && writeColumns(readColumns(raw.cols)),
    measure: oneOf(LIST_MEASURES, raw.measure),
    chart: oneOf(['off'], raw.chart),
    ...readPeriod(raw),
    ...readPage(raw),
  }
}

/** A bound of a stretch: a day, an instant, or so many days back from today. */
export type Bound = { at: string } | { days: number }

export interface Stretch {
  from?: Bound
  to?: Bound
}

/** `2026-11-01..2026-11-07`, `7d..` for the last 7 days, `..7d` for what is before these. */
export function readStretch(text: string | undefined): Stretch | undefined {
  const [from, to, ...rest] = (text ?? '').split('..')
  if (to === undefined || rest.length > 0 || (!from && !to)) return undefined
  const bounds = [readBound(from), readBound(to)]
  if ((from && !bounds[0]) || (to && !bounds[1])) return undefined
  return { ...(bounds[0] && { from: bounds[0] }), ...(bounds[1] && { to: bounds[1] }) }
}

function readBound(text: string | undefined): Bound | undefined {
  const days = /^([1-9]\d{0,3})d$/.exec(text ?? '')?.[1]
  if (days !== undefined) return { days: Number(days) }
  const at = moment(text)
  return at === undefined ? undefined : { at }
}

/** The columns that are shown, in their order; who the user is always comes first. */
export function readColumns(text: string | undefined): readonly UserColumn[] {
  if (text === undefined) return DEFAULT_COLUMNS
  const named = text.split(',').map((name) => oneOf(USER_COLUMNS, name))
  const known = named.filter((column) => column !== undefined)
  return known.length === 0 ? DEFAULT_COLUMNS : [...new Set<UserColumn>(['user', ...known])]
}

/** Undefined for the usual ones. */
export function writeColumns(columns: readonly UserColumn[]): string | undefined {
  const text = columns.join(',')
  return text === DEFAULT_COLUMNS.join(',') ? undefined : text
}
