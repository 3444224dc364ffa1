// Which feedback of a user an address lists; of values only those can be chosen that there are.
import type {
  FeedbackByNameFragment,
  FeedbackDataType,
  FeedbackFilter,
} from '../../../generated/graphql'
import { numberRange } from '../../../parts/filters/bounds'
import type { Condition } from '../../../parts/filters/condition'
import {
  choiceCondition,
  hasCondition,
  rangeCondition,
  yesNoCondition,
} from '../../../parts/filters/kinds'
import type { UserSearch } from '../../../urls/user'

/** What there is among the feedback of the chosen name. */
export interface FeedbackChoices {
  names: readonly string[]
  dataTypes: ReadonlySet<FeedbackDataType>
  categories: readonly string[]
  /** Whether reviewers gave any. */
  hasAnnotations: boolean
}

/** All feedback of the period, filtered or not. */
interface Given {
  feedbackSummary: readonly FeedbackByNameFragment[]
  annotationSummary: readonly FeedbackByNameFragment[]
}

export function feedbackChoices(
  given: Given | null | undefined,
  { feedbackName, feedbackBy }: UserSearch,
): FeedbackChoices {
  const { feedbackSummary = [], annotationSummary = [] } = given ?? {}
  const summaries = feedbackBy === 'reviewers' ? annotationSummary : feedbackSummary
  const named = summaries.filter(({ name }) => feedbackName === undefined || name === feedbackName)
  return {
    names: summaries.map(({ name }) => name).toSorted(),
    dataTypes: new Set(named.map(({ dataType }) => dataType)),
    categories: named
      .filter(({ dataType }) => dataType === 'CATEGORICAL')
      .flatMap(({ distribution }) => distribution.map(({ label }) => label))
      .toSorted(),
    hasAnnotations: annotationSummary.length > 0,
  }
}

type FeedbackCondition = Condition<UserSearch, FeedbackFilter, FeedbackChoices>

/** What a value may be filtered by: one of these, the first that says something, or none. */
const VALUE_PARAMS = ['feedbackAnswer', 'feedbackCategory', 'feedbackValue'] as const
const ANY_VALUE: UserSearch = Object.fromEntries(VALUE_PARAMS.map((param) => [param, undefined]))

export const FEEDBACK_CONDITIONS: readonly FeedbackCondition[] = [
  {
    ...choiceCondition('feedbackName', {
      name: 'Name',
      any: 'All names',
      options: ({ names }: FeedbackChoices) => names,
      filter: (name) => ({ names: name === undefined ? undefined : [name] }),
    }),
    resets: ANY_VALUE,
  },
  valueCondition(
    'BOOLEAN',
    yesNoCondition('feedbackAnswer', {
      name: 'Yes or no',
      any: 'Yes or no',
      yes: 'Yes',
      no: 'No',
      filter: (isYes) => ({
        dataTypes: ['BOOLEAN'],
        value: { min: Number(isYes), max: Number(isYes) },
      }),
    }),
  ),
  valueCondition(
    'CATEGORICAL',
    choiceCondition('feedbackCategory', {
      name: 'Category',
      any: 'All categories',
      options: ({ categories }: FeedbackChoices) => categories,
      filter: (category = '') => ({ categories: [category] }),
    }),
  ),
  valueCondition(
    'NUMERIC',
    rangeCondition('feedbackValue', {
      name: 'Value',
      filter: (text) => ({ dataTypes: ['NUMERIC'], value: numberRange(text) }),
    }),
  ),
  hasCondition('feedbackComment', 'Comment', (hasComment) => ({ hasComment }), 'a comment'),
  {
    id: 'feedbackBy',
    name: 'Given by',
    words: ({ feedbackBy }) => feedbackBy ?? null,
    filter: ({ feedbackBy }) => ({ isAnnotation: feedbackBy === 'reviewers' }),
    cleared: { feedbackBy: undefined },
    control: {
      kind: 'select',
      value: ({ feedbackBy }) => feedbackBy ?? '',
      options: () => [
        { value: '', name: 'By users' },
        { value: 'reviewers', name: 'By reviewers' },
      ],
      change: (value) => ({ feedbackBy: value === 'reviewers' ? value : undefined }),
    },
    resets: { feedbackName: undefined, ...ANY_VALUE },
    isOffered: ({ hasAnnotations }) => hasAnnotations,
  },
]

function valueCondition(
  dataType: FeedbackDataType,
  condition: FeedbackCondition,
): FeedbackCondition {
  const counts = (search: UserSearch) =>
    condition.id === VALUE_PARAMS.find((param) => search[param])
  return {
    ...condition,
    words: (search) => (counts(search) ? condition.words(search) : null),
    phrase: (words) => `value ${words}`,
    filter: (search, now) => (counts(search) ? condition.filter(search, now) : {}),
    cleared: ANY_VALUE,
    resets: ANY_VALUE,
    isOffered: ({ dataTypes }) => dataTypes.has(dataType),
  }
}
