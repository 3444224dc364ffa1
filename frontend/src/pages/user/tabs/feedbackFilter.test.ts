import { expect, test } from 'vitest'
import { activeConditions, filterOf } from '../../../parts/filters/condition'
import type { UserSearch } from '../../../urls/user'
import { FEEDBACK_CONDITIONS } from './feedbackFilter'

const feedbackFilter = (search: UserSearch) => filterOf(FEEDBACK_CONDITIONS, search, Date.now())
const activeFeedbackFilters = (search: UserSearch) => activeConditions(FEEDBACK_CONDITIONS, search)

test.each([
  [
    { feedbackName: 'stars', feedbackComment: 'no' },
    { names: ['stars'], hasComment: false, isAnnotation: false },
  ],
  [
    { feedbackAnswer: 'no' },
    { dataTypes: ['BOOLEAN'], value: { min: 0, max: 0 }, isAnnotation: false },
  ],
  [{ feedbackCategory: 'slow' }, { categories: ['slow'], isAnnotation: false }],
  [
    { feedbackValue: '..2.5' },
    { dataTypes: ['NUMERIC'], value: { max: 2.5 }, isAnnotation: false },
  ],
  [{ feedbackBy: 'reviewers' }, { isAnnotation: true }],
  [{}, { isAnnotation: false }],
] as const)('the address %o asks for %o', (search, filter) => {
  expect(feedbackFilter(search)).toEqual(filter)
})

test('every condition is said in words and can be taken away', () => {
  const active = activeFeedbackFilters({
    feedbackName: 'stars',
    feedbackValue: '1..3',
    feedbackComment: 'yes',
  })
  expect(active.map(({ words }) => words)).toEqual([
    'name stars',
    'value 1 to 3',
    'the filter “with a comment”',
  ])
  expect(activeFeedbackFilters({ feedbackAnswer: 'yes' })[0]?.words).toBe('value Yes')
  expect(activeFeedbackFilters({ feedbackCategory: 'slow' })[0]?.words).toBe('value slow')
  expect(activeFeedbackFilters({})).toEqual([])
})
