// Which environment the page is about; not shown where there is only one.
import { Select } from '../../parts/controls/Select'
import { optionsOf } from '../../parts/filters/kinds'

interface EnvironmentPickerProps {
  value: string | undefined
  environments: readonly string[]
  onChange: (environment: string | undefined) => void
}

export function EnvironmentPicker({ value, environments, onChange }: EnvironmentPickerProps) {
  if (environments.length < 2 && value === undefined) return null
  return (
    <Select
      label="Environment"
      value={value ?? ''}
      options={optionsOf('All environments', environments, value)}
      onChange={(environment) => onChange(environment || undefined)}
    />
  )
}
