// A condition that holds, does not hold, or does not matter.
import type { YesNo } from '../../../urls/user'
import { Select } from '../../../parts/controls/Select'

interface YesOrNoProps {
  label: string
  value: YesNo | undefined
  names: { any: string; yes: string; no: string }
  onChange: (value: YesNo | undefined) => void
}

export function YesOrNo({ label, value, names, onChange }: YesOrNoProps) {
  return (
    <Select
      label={label}
      value={value ?? ''}
      options={[
        { value: '', name: names.any },
        { value: 'yes', name: names.yes },
        { value: 'no', name: names.no },
      ]}
      onChange={(chosen) => onChange(chosen || undefined)}
    />
  )
}
