// A form: its fields, why it was refused, and the buttons that send it or leave it.
import type { FormEvent, ReactNode } from 'react'
import { ErrorMessage } from './ErrorMessage'

export interface FormProps {
  /** What the button that sends it says. */
  submit: string
  onSubmit: (form: FormData) => void
  /** Called with what it says, at each change. */
  onInput?: (form: FormData) => void
  /** Where it can be left without sending it. */
  onCancel?: () => void
  /** True where sending it cannot be undone. */
  isDanger?: boolean
  busy?: boolean
  disabled?: boolean
  reason?: string | null
  label?: string
  className?: string
  noValidate?: boolean
  children?: ReactNode
}

export function Form(props: FormProps) {
  const { submit, onSubmit, onInput, onCancel, isDanger, busy = false, disabled = false } = props
  const { reason = null, label, className, noValidate, children } = props
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    onSubmit(new FormData(event.currentTarget))
  }
  return (
    <form
      className={className}
      aria-label={label}
      noValidate={noValidate}
      onSubmit={send}
      onInput={onInput && ((event) => onInput(new FormData(event.currentTarget)))}
    >
      {children}
      <ErrorMessage reason={reason} />
      <div className="actions">
        {onCancel && (
          <button type="button" onClick={onCancel}>
            Cancel
          </button>
        )}
        <button
          type="submit"
          className={isDanger ? 'danger' : 'primary'}
          disabled={busy || disabled}
        >
          {submit}
        </button>
      </div>
    </form>
  )
}

/** What was typed into a field, without the blanks around it. */
export function textIn(form: FormData, name: string): string {
  return String(form.get(name) ?? '').trim()
}
