// Yes or no: as a box to tick, or as a switch for what takes effect at once.
import type { ReactNode } from 'react'

interface CheckboxProps {
  children: ReactNode
  checked?: boolean
  defaultChecked?: boolean
  disabled?: boolean
  /** In a form that is read when it is sent. */
  name?: string
  value?: string
  onChange?: (checked: boolean) => void
}

export function Checkbox({ children, onChange, ...given }: CheckboxProps) {
  return (
    <label className="check">
      <input
        type="checkbox"
        {...given}
        onChange={(event) => onChange?.(event.currentTarget.checked)}
      />
      {children}
    </label>
  )
}

export function Switch({ children, onChange, ...given }: CheckboxProps) {
  return (
    <label className="check">
      <input
        type="checkbox"
        // oxlint-disable-next-line jsx-a11y/role-has-required-aria-props -- a checkbox says itself whether it is checked
        role="switch"
        {...given}
        onChange={(event) => onChange?.(event.currentTarget.checked)}
      />
      {children}
    </label>
  )
}
