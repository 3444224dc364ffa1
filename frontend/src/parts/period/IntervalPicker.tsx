// How much time a point of a chart stands for.
import type { Resolved } from '../../urls/resolvePeriod'
import { type By, INTERVALS } from '../../urls'

interface IntervalPickerProps {
  resolved: Resolved
  onChange: (by: By) => void
}

const NAMES: Record<By, string> = { hour: 'Hour', day: 'Day', week: 'Week', month: 'Month' }

export function IntervalPicker({ resolved, onChange }: IntervalPickerProps) {
  return (
    <div className="segments" role="group" aria-label="Interval">
      {INTERVALS.map((by) => {
        const possible = resolved.choices.includes(by)
        return (
          <button
            key={by}
            type="button"
            aria-pressed={resolved.interval === by.toUpperCase()}
            disabled={!possible}
            title={possible ? undefined : 'Too many points for this period'}
            onClick={() => onChange(by)}
          >
            {NAMES[by]}
          </button>
        )
      })}
    </div>
  )
}
