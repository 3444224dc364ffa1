// Yes or no: as a box to tick or as a switch.
import type { ComponentProps } from 'react'

interface CheckboxProps extends Omit<ComponentProps<'input'>, 'onChange'> {
  /** For what takes effect at once. */
  isSwitch?: boolean
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
