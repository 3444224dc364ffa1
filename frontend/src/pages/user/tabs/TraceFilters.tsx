// The conditions of a user's traces.
import { readTags, type TracesSearch, writeTags } from '../../../urls/user'
import { Chip, RangeFields, rangeIn } from '../../../parts/filters/Chip'
import { EnvironmentPicker } from '../../../parts/controls/EnvironmentPicker'
import { SearchBox } from '../../../parts/controls/SearchBox'
import { rangeWords, tookWords } from './traceFilter'
import { YesOrNo } from './YesOrNo'

interface TraceFiltersProps {
  search: TracesSearch
  environments: readonly string[]
  onChange: (patch: TracesSearch, replace?: boolean) => void
}

const RANGES = [
  { of: 'traceTook', name: 'Took', label: 'Took, in seconds', say: tookWords },
  { of: 'traceCost', name: 'Cost in $', label: 'Cost in $', say: rangeWords },
  { of: 'traceTokens', name: 'Tokens', label: 'Tokens', say: rangeWords },
] as const

export function TraceFilters({ search, environments, onChange }: TraceFiltersProps) {
  const tags = readTags(search.traceTags)
  return (
    <div className="toolbar" role="group" aria-label="Which traces">
      <SearchBox
        label="Search name or id"
        value={search.traceText ?? ''}
        onChange={(text) => onChange({ traceText: text || undefined }, true)}
      />
      <div className="filters">
        <EnvironmentPicker
          value={search.traceEnv}
          environments={environments}
          onChange={(traceEnv) => onChange({ traceEnv })}
        />
        <YesOrNo
          label="Errors"
          value={search.traceErrors}
          names={{ any: 'Errors or not', yes: 'With errors', no: 'Without errors' }}
          onChange={(traceErrors) => onChange({ traceErrors })}
        />
        <YesOrNo
          label="Feedback"
          value={search.traceFeedback}
          names={{ any: 'Feedback or not', yes: 'With feedback', no: 'Without feedback' }}
          onChange={(traceFeedback) => onChange({ traceFeedback })}
        />
        {RANGES.map(({ of, name, label, say }) => (
          <Chip
            key={of}
            name={name}
            words={say(search[of])}
            read={(form) => ({ [of]: rangeIn(form, 'value') })}
            cleared={{ [of]: undefined }}
            onChange={onChange}
          >
            <RangeFields name="value" label={label} value={search[of]} />
          </Chip>
        ))}
        <Chip
          name="Tags"
          words={tags.length > 0 ? tags.join(', ') : null}
          read={(form) => ({ traceTags: typedTags(form) })}
          cleared={{ traceTags: undefined }}
          onChange={onChange}
        >
          <label>
            All of these tags, with commas between them
            <input name="tags" defaultValue={search.traceTags} autoComplete="off" />
          </label>
        </Chip>
      </div>
    </div>
  )
}

function typedTags(form: FormData): string | undefined {
  const typed = readTags(String(form.get('tags') ?? ''))
  return writeTags(typed.map((tag) => tag.trim()).filter((tag) => tag !== ''))
}
