// The list of users: what an address asks the server for, and how a user's page knows the list one came from.
import { userFilter } from './userFilter'
import type { UserFilter, UserOrder, UserOrderField } from '../../generated/graphql'
import { resolve, type Span } from '../../urls/resolvePeriod'
import { parseSearch, type Sorted, stringifySearch } from '../../urls'
import type { UserSearch } from '../../urls/user'
import { type UsersFilter, type UserSort, type UsersSearch, usersSearch } from '../../urls/users'

export const DEFAULT_USER_SORT: Sorted<UserSort> = '-last-seen'

const ORDER_FIELDS: Record<UserSort, UserOrderField> = {
  user: 'USER_ID',
  'first-seen': 'FIRST_SEEN_AT',
  'last-seen': 'LAST_SEEN_AT',
  traces: 'TRACE_COUNT',
  sessions: 'SESSION_COUNT',
  spans: 'SPAN_COUNT',
  errors: 'ERROR_COUNT',
  'error-rate': 'ERROR_RATE',
  tokens: 'TOTAL_TOKENS',
  'input-tokens': 'INPUT_TOKENS',
  'output-tokens': 'OUTPUT_TOKENS',
  cost: 'COST_USD',
  feedback: 'FEEDBACK_AVERAGE',
  'feedback-count': 'FEEDBACK_COUNT',
}

function orderOf(sort: Sorted<UserSort>): UserOrder {
  const field = sort.replace(/^-/, '') as UserSort
  return { field: ORDER_FIELDS[field], direction: sort.startsWith('-') ? 'DESC' : 'ASC' }
}

export interface ListVariables {
  period: Span
  filter: UserFilter
  orderBy: UserOrder
}

/** Which users an address lists, and in what order: the GraphQL variables of these names. */
export function listVariables(search: UsersSearch, now: number): ListVariables {
  return {
    period: resolve(search, now).period,
    filter: userFilter(search, now),
    orderBy: orderOf(search.sort ?? DEFAULT_USER_SORT),
  }
}

/** The same list at its first page. */
function withoutPlace(search: UsersSearch): UsersSearch {
  return { ...search, after: undefined, before: undefined, page: undefined }
}

/** What of an address says which users are listed, whatever is shown of them and in which order. */
export function filterOf(search: UsersSearch): UsersFilter {
  const {
    sort: _sort,
    cols: _cols,
    measure: _measure,
    chart: _chart,
    ...filter
  } = withoutPlace(search)
  return filter
}

/** The address of a user who is opened from the row with this cursor: it has the list's period. */
export function openedFrom(list: UsersSearch, cursor: string): UserSearch {
  const { period, from, to } = list
  // Live or not, the list is the same.
  const text = stringifySearch({ ...withoutPlace(list), live: undefined }).slice(1)
  return { period, from, to, list: text || undefined, at: cursor }
}

export interface CameFrom {
  list: UsersSearch
  /** The cursor of the user's row in it. */
  at: string
}

/** The list that a user was opened from; null where one came another way. */
export function cameFrom({ list = '', at }: UserSearch): CameFrom | null {
  return at === undefined ? null : { list: withoutPlace(usersSearch(parseSearch(list))), at }
}

export type ExportFormat = 'csv' | 'jsonl'

/** Where exactly the users of the list are downloaded from, in its order. */
export function exportUrl(search: UsersSearch, now: number, format: ExportFormat): string {
  const given = Object.entries(listVariables(search, now))
  const parameters = new URLSearchParams(given.map(([name, of]) => [name, JSON.stringify(of)]))
  return `/export/users.${format}?${parameters.toString()}`
}
