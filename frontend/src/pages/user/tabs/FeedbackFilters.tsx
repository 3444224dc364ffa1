// The conditions of a user's feedback; of values only those that there are.
import type { FeedbackByNameFragment, FeedbackDataType } from '../../../generated/graphql'
import type { FeedbackSearch } from '../../../urls/user'
import { Chip, RangeFields, rangeIn } from '../../../parts/filters/Chip'
import { Select } from '../../../parts/controls/Select'
import { ANY_VALUE } from './feedbackFilter'
import { rangeWords } from './traceFilter'
import { YesOrNo } from './YesOrNo'

interface FeedbackFiltersProps {
  search: FeedbackSearch
  /** The feedback of the period by name, filtered or not. */
  given: readonly FeedbackByNameFragment[]
  onChange: (patch: FeedbackSearch) => void
}

export function FeedbackFilters({ search, given, onChange }: FeedbackFiltersProps) {
  const { feedbackName, feedbackValue, feedbackAnswer, feedbackCategory } = search
  const named = given.filter(({ name }) => feedbackName === undefined || name === feedbackName)
  const has = (kind: FeedbackDataType) => named.some(({ dataType }) => dataType === kind)
  const chooseValue = (patch: FeedbackSearch) => onChange({ ...ANY_VALUE, ...patch })
  return (
    <div className="toolbar" role="group" aria-label="Which feedback">
      <OneOf
        label="Name"
        any="All names"
        value={feedbackName}
        options={given.map(({ name }) => name)}
        onChange={(name) => chooseValue({ feedbackName: name })}
      />
      {(has('BOOLEAN') || feedbackAnswer) && (
        <YesOrNo
          label="Answer"
          value={feedbackAnswer}
          names={{ any: 'Yes or no', yes: 'Yes', no: 'No' }}
          onChange={(answer) => chooseValue({ feedbackAnswer: answer })}
        />
      )}
      {(has('CATEGORICAL') || feedbackCategory) && (
        <OneOf
          label="Category"
          any="All categories"
          value={feedbackCategory}
          options={categoriesOf(named)}
          onChange={(category) => chooseValue({ feedbackCategory: category })}
        />
      )}
      {(has('NUMERIC') || feedbackValue) && (
        <Chip
          name="Value"
          words={rangeWords(feedbackValue)}
          read={(form) => ({ feedbackValue: rangeIn(form, 'value') })}
          cleared={{ feedbackValue: undefined }}
          onChange={chooseValue}
        >
          <RangeFields name="value" label="Value" value={feedbackValue} />
        </Chip>
      )}
      <YesOrNo
        label="Comment"
        value={search.feedbackComment}
        names={{ any: 'Comment or not', yes: 'With a comment', no: 'Without a comment' }}
        onChange={(feedbackComment) => onChange({ feedbackComment })}
      />
    </div>
  )
}

function categoriesOf(given: readonly FeedbackByNameFragment[]): string[] {
  return given
    .filter(({ dataType }) => dataType === 'CATEGORICAL')
    .flatMap(({ distribution }) => distribution.map(({ label }) => label))
}

interface OneOfProps {
  label: string
  any: string
  value: string | undefined
  options: readonly string[]
  onChange: (value: string | undefined) => void
}

/** One of some words, each once, the chosen one among them whether it is known or not. */
function OneOf({ label, any, value, options, onChange }: OneOfProps) {
  const all = [...new Set([...(value === undefined ? [] : [value]), ...options])].toSorted()
  return (
    <Select
      label={label}
      value={value ?? ''}
      options={[{ value: '', name: any }, ...all.map((one) => ({ value: one, name: one }))]}
      onChange={(chosen) => onChange(chosen || undefined)}
    />
  )
}
