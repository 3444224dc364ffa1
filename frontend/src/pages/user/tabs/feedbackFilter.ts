// Which feedback of a user an address lists, and how a person reads that.
import type { FeedbackFilter } from '../../../generated/graphql'
import type { FeedbackSearch } from '../../../urls/user'
import { isYes, numbers, rangeWords } from './traceFilter'
import type { Active } from './UserTab'

/** What a value may be filtered by: one of these, or none. */
export const ANY_VALUE: FeedbackSearch = {
  feedbackValue: undefined,
  feedbackAnswer: undefined,
  feedbackCategory: undefined,
}

export function feedbackFilter(search: FeedbackSearch): FeedbackFilter {
  const { feedbackName, feedbackComment } = search
  return {
    names: feedbackName === undefined ? undefined : [feedbackName],
    hasComment: isYes(feedbackComment),
    ...valueFilter(search),
  }
}

function valueFilter(search: FeedbackSearch): FeedbackFilter {
  const { feedbackValue, feedbackAnswer, feedbackCategory } = search
  if (feedbackAnswer !== undefined) {
    const value = feedbackAnswer === 'yes' ? 1 : 0
    return { dataTypes: ['BOOLEAN'], value: { min: value, max: value } }
  }
  if (feedbackCategory !== undefined) return { categories: [feedbackCategory] }
  if (feedbackValue === undefined) return {}
  return { dataTypes: ['NUMERIC'], value: numbers(feedbackValue) }
}

/** Every condition that keeps feedback out of the list, but for the period. */
export function activeFeedbackFilters(search: FeedbackSearch): Active[] {
  const { feedbackName, feedbackComment } = search
  const active: Active[] = []
  if (feedbackName !== undefined) {
    active.push({ words: `name ${feedbackName}`, without: { feedbackName: undefined } })
  }
  const value = valueWords(search)
  if (value !== null) active.push({ words: `value ${value}`, without: ANY_VALUE })
  if (feedbackComment !== undefined) {
    const words = feedbackComment === 'yes' ? 'with a comment' : 'without a comment'
    active.push({ words: `the filter “${words}”`, without: { feedbackComment: undefined } })
  }
  return active
}

function valueWords({ feedbackValue, feedbackAnswer, feedbackCategory }: FeedbackSearch) {
  if (feedbackAnswer !== undefined) return feedbackAnswer === 'yes' ? 'Yes' : 'No'
  return feedbackCategory ?? rangeWords(feedbackValue)
}
