// Yes or no: as a box to tick or as a switch.
import type { ReactNode } from 'react'

interface CheckboxProps {
  children: ReactNode
  checked?: boolean
  defaultChecked?: boolean
  disabled?: boolean
  /** For what takes effect at once. */
  isSwitch?: boolean
  /** In a form that is read when it is sent. */
  name?: string
  value?: string
  onChange?: (checked: boolean) => void
}

export function Checkbox({ children, isSwitch = false, onChange, ...given }: CheckboxProps) {
  return (
    <label className="check">
      <input
        type="checkbox"
        role={isSwitch ? 'switch' : undefined}
        {...given}
        onChange={(event) => onChange?.(event.currentTarget.checked)}
      />
      {children}
    </label>
  )
}
