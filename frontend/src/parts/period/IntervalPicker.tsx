// How much time a point of a chart stands for.
import { type IntervalParam, INTERVALS } from '../../urls'
import type { Resolved } from '../../urls/resolvePeriod'
import { Segments } from '../controls/Segments'

interface IntervalPickerProps {
  resolved: Resolved
  onChange: (by: IntervalParam) => void
}

const NAMES: Record<IntervalParam, string> = {
  hour: 'Hour',
  day: 'Day',
  week: 'Week',
  month: 'Month',
}

export function IntervalPicker({ resolved, onChange }: IntervalPickerProps) {
  return (
    <Segments
      label="Interval"
      options={INTERVALS.map((value) => ({
        value,
        name: NAMES[value],
        impossible: resolved.choices.includes(value) ? null : 'Too many points for this period',
      }))}
      chosen={INTERVALS.find((by) => by.toUpperCase() === resolved.interval)}
      onChoose={onChange}
    />
  )
}
