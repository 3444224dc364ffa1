// Which environment a page is about; not shown where there is only one.

interface EnvironmentPickerProps {
  value: string | undefined
  environments: readonly string[]
  onChange: (environment: string | undefined) => void
}

export function EnvironmentPicker({ value, environments, onChange }: EnvironmentPickerProps) {
  if (environments.length < 2 && value === undefined) return null
  const known = value === undefined || environments.includes(value)
  return (
    <select
      aria-label="Environment"
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    >
      <option value="">All environments</option>
      {[...(known ? [] : [value]), ...environments].map((environment) => (
        <option key={environment} value={environment}>
          {environment}
        </option>
      ))}
    </select>
  )
}
