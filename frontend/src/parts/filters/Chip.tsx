// A condition that a form sets: dashed while it says nothing, filled with its words once it does.
import type { ReactNode } from 'react'
import { Form } from '../controls/Form'
import { IconButton } from '../controls/IconButton'
import { Popover } from '../controls/Popover'

interface ConditionFormProps<Patch> {
  /** What the form says, as the address has it. */
  read: (form: FormData) => Patch
  onChange: (patch: Patch) => void
  children: ReactNode
}

interface ChipProps<Patch> extends ConditionFormProps<Patch> {
  name: string
  /** What it says; null while it says nothing. */
  words: string | null
  onClear: () => void
}

export function Chip<Patch>(props: ChipProps<Patch>) {
  const { name, words, read, onChange, onClear, children } = props
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
        <IconButton
          icon="close"
          className="clear"
          label={`Remove the filter ${name.toLowerCase()} ${words}`}
          onClick={onClear}
        />
      )}
    </span>
  )
}

export function ConditionForm<Patch>(props: ConditionFormProps<Patch> & { close: () => void }) {
  const { read, onChange, close, children } = props
  const submit = (form: FormData) => {
    onChange(read(form))
    close()
  }
  return (
    <Form submit="Apply" noValidate onSubmit={submit}>
      {children}
    </Form>
  )
}
