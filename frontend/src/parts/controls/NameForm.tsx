// Asks for a name, of whatever has one.
import type { FormEvent, ReactNode } from 'react'

interface NameFormProps {
  label: string
  name?: string
  placeholder?: string
  submit: string
  busy: boolean
  /** Why the name was refused. */
  reason: string | null
  onSubmit: (name: string) => void
  /** What else can be done than to submit. */
  children?: ReactNode
}

export function NameForm(props: NameFormProps) {
  const { label, name, placeholder, submit, busy, reason, onSubmit, children } = props
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    onSubmit(String(new FormData(event.currentTarget).get('name') ?? ''))
  }
  return (
    <form onSubmit={send}>
      <label>
        {label}
        <input
          name="name"
          defaultValue={name}
          placeholder={placeholder}
          maxLength={100}
          autoComplete="off"
          required
        />
      </label>
      {reason !== null && (
        <p role="alert" className="refused">
          {reason}
        </p>
      )}
      <div className="actions">
        {children}
        <button type="submit" className="primary" disabled={busy}>
          {submit}
        </button>
      </div>
    </form>
  )
}
