// The list of users: what an address asks the server for, and how a user's page knows the list one came from.
import type { UserOrder, UserOrderField } from '../../generated/graphql'
import { FIRST_PAGE, orderBy, readSearch, type Sorted, stringifySearch } from '../../urls'
import { resolve } from '../../urls/resolvePeriod'
import type { UserSearch } from '../../urls/user'
import {
  feedbackNameIn,
  type FixedSort,
  type UserSort,
  type UsersSearch,
  usersSearch,
} from '../../urls/users'
import { filterOf } from '../filters/condition'
import { USER_CONDITIONS } from './userConditions'

export const DEFAULT_USER_SORT: Sorted<UserSort> = '-last-seen'

const ORDER_FIELDS: Record<FixedSort, UserOrderField> = {
  user: 'USER_ID',
  'first-seen': 'FIRST_SEEN_AT',
  'last-seen': 'LAST_SEEN_AT',
  traces: 'TRACE_COUNT',
  sessions: 'SESSION_COUNT',
  spans: 'SPAN_COUNT',
  errors: 'ERROR_COUNT',
  'error-rate': 'ERROR_RATE',
  latency: 'LATENCY_P95_MS',
  tokens: 'TOTAL_TOKENS',
  'input-tokens': 'INPUT_TOKENS',
  'output-tokens': 'OUTPUT_TOKENS',
  cost: 'COST_USD',
  feedback: 'FEEDBACK_AVERAGE',
  'feedback-count': 'FEEDBACK_COUNT',
}

/** Which users an address lists, and in what order: the GraphQL variables of these names. */
export function listVariables(search: UsersSearch, now: number) {
  return {
    period: resolve(search, now).period,
    filter: filterOf(USER_CONDITIONS, search, now),
    orderBy: userOrder(search),
  }
}

/** The column of feedback is of the name that users are filtered by, else of the main one. */
function userOrder({ sort = DEFAULT_USER_SORT, feedback }: UsersSearch): UserOrder {
  const column = sort.replace(/^-/, '')
  const name = feedbackNameIn(column)
  if (name === undefined) {
    const order = orderBy(ORDER_FIELDS, sort as Sorted<FixedSort>)
    return column === 'feedback' ? { ...order, feedback: { name: feedback } } : order
  }
  const field = column.startsWith('feedback-count:') ? 'FEEDBACK_COUNT' : 'FEEDBACK_AVERAGE'
  return { field, direction: sort.startsWith('-') ? 'DESC' : 'ASC', feedback: { name } }
}

/** The address of a user who is opened from the row with this cursor: it has the list's period. */
export function openedFrom(list: UsersSearch, cursor: string): UserSearch {
  const { period, from, to } = list
  // Live or not, the list is the same.
  const text = stringifySearch({ ...list, ...FIRST_PAGE, live: undefined }).slice(1)
  return { period, from, to, list: text || undefined, at: cursor }
}

export interface CameFrom {
  list: UsersSearch
  at: string
}

/** The list that a user was opened from, at its first page; null where one came another way. */
export function cameFrom({ list = '', at }: UserSearch): CameFrom | null {
  return at === undefined ? null : { list: { ...readSearch(usersSearch, list), ...FIRST_PAGE }, at }
}

/** Where exactly the users of the list are downloaded from, in its order. */
export function exportUrl(search: UsersSearch, now: number, format: 'csv' | 'jsonl'): string {
  const given = Object.entries(listVariables(search, now))
  const parameters = new URLSearchParams(given.map(([name, of]) => [name, JSON.stringify(of)]))
  return `/export/users.${format}?${parameters.toString()}`
}
