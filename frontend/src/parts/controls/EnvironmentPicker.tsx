// Which environment a page is about; not shown where there is only one.
import { Select } from './Select'

interface EnvironmentPickerProps {
  value: string | undefined
  environments: readonly string[]
  onChange: (environment: string | undefined) => void
}

export function EnvironmentPicker({ value, environments, onChange }: EnvironmentPickerProps) {
  if (environments.length < 2 && value === undefined) return null
  const known = value === undefined || environments.includes(value)
  const named = [...(known ? [] : [value]), ...environments]
  return (
    <Select
      label="Environment"
      value={value ?? ''}
      options={[
        { value: '', name: 'All environments' },
        ...named.map((environment) => ({ value: environment, name: environment })),
      ]}
      onChange={(environment) => onChange(environment || undefined)}
    />
  )
}
