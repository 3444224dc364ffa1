// What the address of a user's page holds: what is measured and how, the open tab, and its filters.
import * as v from 'valibot'
import { MEASURES } from './measures'
import { matching, oneOf, onePlace, placeParams, range, text, yesNo } from './params'
import { periodParams } from './period'
import { traceListParams } from './traces'

export const SPLITS = ['model', 'environment'] as const
export type Split = (typeof SPLITS)[number]
export const USER_TABS = ['traces', 'sessions', 'feedback'] as const
export type UserTab = (typeof USER_TABS)[number]
/** Which of the feedback on a user's traces is listed. */
export const feedbackListParams = {
  feedbackName: text,
  feedbackValue: range,
  feedbackAnswer: yesNo,
  feedbackCategory: text,
  feedbackComment: yesNo,
  /** Who gave it; users where left out. */
  feedbackBy: oneOf(['reviewers']),
}

const userParams = v.object({
  measure: oneOf(MEASURES),
  /** By what the chart is divided. */
  split: oneOf(SPLITS),
  /** The year of the calendar; the last twelve months where left out. */
  year: matching(/^(19|20)\d\d$/),
  tab: oneOf(USER_TABS),
  /** The list of users that one came from, as in that page's own address. */
  list: text,
  /** The cursor of this user in it. */
  at: text,
  ...traceListParams,
  ...feedbackListParams,
  ...periodParams,
  ...placeParams,
})
export type UserSearch = v.InferInput<typeof userParams>
export const userSearch = v.pipe(
  userParams,
  v.transform((search) => ({ ...search, ...onePlace(search) })),
)

/** Where everything of a user is downloaded from. */
export function exportUrl(userId: string): string {
  return `/export/user.json?${new URLSearchParams({ userId })}`
}
