// Conditions as chips: dashed while they say nothing, filled with their sentence once they do.
import type { FormEvent, ReactNode } from 'react'
import { AMOUNT_NAMES, AMOUNTS, amountWords, feedbackWords } from '../../filters'
import { readRange, type UsersSearch, writeRange } from '../../urls'
import { Icon } from '../controls/Icon'
import { Popover } from '../controls/Popover'
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
          <Range name="value" label={AMOUNT_NAMES[amount]} value={search[amount]} />
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

interface ChipProps {
  name: string
  /** What it says; null while it says nothing. */
  words: string | null
  read: (form: FormData) => Patch
  cleared: Patch
  onChange: (patch: Patch) => void
  children: ReactNode
}

function Chip({ name, words, read, cleared, onChange, children }: ChipProps) {
  return (
    <span className={words === null ? 'chip' : 'chip active'}>
      <Popover
        title={`Filter by ${name.toLowerCase()}`}
        label={
          <>
            {name} {words !== null && <strong>{words}</strong>}
          </>
        }
      >
        {(close) => {
          const submit = (event: FormEvent<HTMLFormElement>) => {
            event.preventDefault()
            onChange(read(new FormData(event.currentTarget)))
            close()
          }
          return (
            <form onSubmit={submit} key={words} noValidate>
              {children}
              <div className="actions">
                <button type="submit" className="primary">
                  Apply
                </button>
              </div>
            </form>
          )
        }}
      </Popover>
      {words !== null && (
        <button
          type="button"
          className="clear"
          aria-label={`Remove the filter ${name.toLowerCase()} ${words}`}
          onClick={() => onChange(cleared)}
        >
          <Icon name="close" />
        </button>
      )}
    </span>
  )
}

function Range({ name, label, value }: { name: string; label: string; value?: string }) {
  const bounds = readRange(value)
  return (
    <fieldset>
      <legend>{label}</legend>
      <div className="pair">
        <label>
          At least
          <input name={`${name}-min`} inputMode="decimal" defaultValue={bounds?.min} />
        </label>
        <label>
          At most
          <input name={`${name}-max`} inputMode="decimal" defaultValue={bounds?.max} />
        </label>
      </div>
    </fieldset>
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
      <Range name="count" label="Count" value={search.feedbackCount} />
      <Range name="average" label="Average" value={search.feedbackAverage} />
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

/** The range somebody typed, smaller bound first; undefined where nothing readable was typed. */
function rangeIn(form: FormData, name: string): string | undefined {
  const [min, max] = ['min', 'max'].map((end) =>
    String(form.get(`${name}-${end}`) ?? '').replace(/[\s_,]/g, ''),
  )
  const swapped = min && max && Number(min) > Number(max)
  const text = writeRange(swapped ? { min: max, max: min } : { min, max })
  return readRange(text) && text
}
