// Which stretch of time a page is about.
import { type PeriodSearch, PRESETS } from '../../urls'
import { DEFAULT_PERIOD } from '../../urls/resolvePeriod'
import { Form } from '../controls/Form'
import { Popover } from '../controls/Popover'
import { Segments } from '../controls/Segments'
import { DayFields, daysIn } from './DayFields'
import { periodWords, PRESET_NAMES, WHOLE } from './words'

interface PeriodPickerProps {
  value: PeriodSearch
  onChange: (period: PeriodSearch) => void
}

const SHORT = { '24h': '24 h', '7d': '7 d', '30d': '30 d', '90d': '90 d', all: 'All' } as const
const OPTIONS = PRESETS.map((value) => ({ value, name: SHORT[value], title: PRESET_NAMES[value] }))

export function PeriodPicker({ value, onChange }: PeriodPickerProps) {
  const isCustom = value.from !== undefined || value.to !== undefined
  return (
    <Segments
      label="Period"
      options={OPTIONS}
      chosen={isCustom ? undefined : (value.period ?? DEFAULT_PERIOD)}
      onChoose={(period) => onChange({ period, ...WHOLE })}
    >
      <Popover
        className={isCustom ? 'pressed' : ''}
        label={isCustom ? periodWords(value) : 'Custom'}
        title="Custom period"
      >
        {(close) => <Days value={value} onChange={onChange} close={close} />}
      </Popover>
      {isCustom && (
        <button
          type="button"
          title={`Back to ${periodWords({ period: value.period })}`}
          onClick={() => onChange(WHOLE)}
        >
          Zoom out
        </button>
      )}
    </Segments>
  )
}

function Days({ value, onChange, close }: PeriodPickerProps & { close: () => void }) {
  const submit = (form: FormData) => {
    const { from, to } = daysIn(form)
    if (from !== undefined || to !== undefined) onChange({ period: undefined, from, to })
    close()
  }
  return (
    <Form submit="Apply" onSubmit={submit} key={`${value.from}${value.to}`}>
      <DayFields from={value.from} to={value.to} />
      <p className="faint">Days begin and end at midnight UTC.</p>
    </Form>
  )
}
