// The conditions of the users list.
import { AMOUNT_NAMES, AMOUNTS, amountWords, feedbackWords } from '../../filters'
import type { UsersSearch } from '../../urls'
import { Chip, RangeFields, rangeIn } from '../controls/Chip'
import { Select } from '../controls/Select'

type Patch = Partial<UsersSearch>

interface FilterBarProps {
  search: UsersSearch
  feedbackNames: readonly string[]
  onChange: (patch: Patch) => void
}

export function FilterBar({ search, feedbackNames, onChange }: FilterBarProps) {
  return (
    <div className="filters" role="group" aria-label="Filters">
      {AMOUNTS.map((amount) => (
        <Chip
          key={amount}
          name={AMOUNT_NAMES[amount]}
          words={amountWords(search, amount)}
          read={(form) => ({ [amount]: rangeIn(form, 'value') })}
          cleared={{ [amount]: undefined }}
          onChange={onChange}
        >
          <RangeFields name="value" label={AMOUNT_NAMES[amount]} value={search[amount]} />
        </Chip>
      ))}
      <Chip
        name="Feedback"
        words={feedbackWords(search)}
        read={readFeedback}
        cleared={{ feedback: undefined, feedbackCount: undefined, feedbackAverage: undefined }}
        onChange={onChange}
      >
        <FeedbackFields search={search} names={feedbackNames} />
      </Chip>
    </div>
  )
}

function FeedbackFields({ search, names }: { search: UsersSearch; names: readonly string[] }) {
  return (
    <>
      <label>
        Name
        <Select
          name="feedback"
          defaultValue={search.feedback ?? ''}
          options={[
            { value: '', name: 'All ratings' },
            ...names.map((name) => ({ value: name, name })),
          ]}
        />
      </label>
      <RangeFields name="count" label="Count" value={search.feedbackCount} />
      <RangeFields name="average" label="Average" value={search.feedbackAverage} />
    </>
  )
}

function readFeedback(form: FormData): Patch {
  return {
    feedback: String(form.get('feedback') ?? '') || undefined,
    feedbackCount: rangeIn(form, 'count'),
    feedbackAverage: rangeIn(form, 'average'),
  }
}
