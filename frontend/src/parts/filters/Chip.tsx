// A condition: dashed while it says nothing, filled with its words once it does.
import type { FormEvent, ReactNode } from 'react'
import { readRange, writeRange } from '../../urls'
import { Icon } from '../controls/Icon'
import { Popover } from '../controls/Popover'

interface FormProps<Patch> {
  /** What the form says, as the address has it. */
  read: (form: FormData) => Patch
  onChange: (patch: Patch) => void
  /** The fields of the form. */
  children: ReactNode
}

interface ChipProps<Patch> extends FormProps<Patch> {
  name: string
  /** What it says; null while it says nothing. */
  words: string | null
  cleared: Patch
}

export function Chip<Patch>(props: ChipProps<Patch>) {
  const { name, words, read, cleared, onChange, children } = props
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
        {(close) => (
          <ConditionForm key={words} read={read} onChange={onChange} close={close}>
            {children}
          </ConditionForm>
        )}
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

export function ConditionForm<Patch>(props: FormProps<Patch> & { close: () => void }) {
  const { read, onChange, close, children } = props
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    onChange(read(new FormData(event.currentTarget)))
    close()
  }
  return (
    <form onSubmit={submit} noValidate>
      {children}
      <div className="actions">
        <button type="submit" className="primary">
          Apply
        </button>
      </div>
    </form>
  )
}

export function RangeFields({
  name,
  label,
  value,
}: {
  name: string
  label: string
  value?: string
}) {
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

/** The range somebody typed, smaller bound first; undefined where nothing readable was typed. */
export function rangeIn(form: FormData, name: string): string | undefined {
  const [min, max] = ['min', 'max'].map((end) =>
    String(form.get(`${name}-${end}`) ?? '').replace(/[\s_,]/g, ''),
  )
  const swapped = min && max && Number(min) > Number(max)
  const text = writeRange(swapped ? { min: max, max: min } : { min, max })
  return readRange(text) && text
}
