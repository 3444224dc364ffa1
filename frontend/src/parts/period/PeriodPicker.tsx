// Which stretch of time a page is about.
import type { FormEvent } from 'react'
import { periodWords, PRESET_NAMES } from '../usersList/userFilter'
import { DEFAULT_PERIOD } from '../../urls/resolvePeriod'
import { type PeriodSearch, PRESETS } from '../../urls'
import { Popover } from '../controls/Popover'

interface PeriodPickerProps {
  value: PeriodSearch
  onChange: (period: PeriodSearch) => void
}

/** Not a stretch of it. */
const WHOLE = { from: undefined, to: undefined } as const
const SHORT = { '24h': '24 h', '7d': '7 d', '30d': '30 d', '90d': '90 d', all: 'All' } as const

export function PeriodPicker({ value, onChange }: PeriodPickerProps) {
  const custom = value.from !== undefined || value.to !== undefined
  const chosen = custom ? undefined : (value.period ?? DEFAULT_PERIOD)
  return (
    <div className="segments" role="group" aria-label="Period">
      {PRESETS.map((preset) => (
        <button
          key={preset}
          type="button"
          aria-pressed={preset === chosen}
          title={PRESET_NAMES[preset]}
          onClick={() => onChange({ period: preset, ...WHOLE })}
        >
          {SHORT[preset]}
        </button>
      ))}
      <Popover
        className={custom ? 'pressed' : ''}
        label={custom ? periodWords(value) : 'Custom'}
        title="Custom period"
      >
        {(close) => <Days value={value} onChange={onChange} close={close} />}
      </Popover>
      {custom && (
        <button
          type="button"
          title={`Back to ${periodWords({ period: value.period })}`}
          onClick={() => onChange(WHOLE)}
        >
          Zoom out
        </button>
      )}
    </div>
  )
}

function Days({ value, onChange, close }: PeriodPickerProps & { close: () => void }) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const days = [form.get('from'), form.get('to')].map((day) => String(day ?? ''))
    const [from = '', to = ''] = days[0] && days[1] ? days.toSorted() : days
    if (from !== '' || to !== '') {
      onChange({ period: undefined, from: from || undefined, to: to || undefined })
    }
    close()
  }
  return (
    <form onSubmit={submit} key={`${value.from}${value.to}`}>
      <div className="pair">
        <label>
          From
          <input type="date" name="from" defaultValue={value.from?.slice(0, 10)} />
        </label>
        <label>
          To, inclusive
          <input type="date" name="to" defaultValue={value.to?.slice(0, 10)} />
        </label>
      </div>
      <p className="faint">Days begin and end at midnight UTC.</p>
      <div className="actions">
        <button type="submit" className="primary">
          Apply
        </button>
      </div>
    </form>
  )
}
