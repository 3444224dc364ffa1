// What each measure says of a user and how it moved; the chosen one over time.
import { useNow } from '../../../hooks/clock'
import type { UserQuery } from '../../../generated/graphql'
import { MEASURED } from '../../../parts/measures/measures'
import type { Resolved } from '../../../urls/resolvePeriod'
import { type Measure, MEASURES } from '../../../urls'
import { type Split, SPLITS, type UserSearch } from '../../../urls/user'
import { Chart } from '../../../parts/charts/Chart'
import { Tiles } from '../../../parts/measures/Tiles'
import { IntervalPicker } from '../../../parts/period/IntervalPicker'
import { LatencyLine } from '../../../parts/measures/LatencyLine'
import { FIRST_PAGE } from '../../../parts/table/Pager'
import { resolveAsked, useAsked } from '../userPeriod'
import { whyNot } from './split'
import { SplitChart } from './SplitChart'

type User = NonNullable<UserQuery['user']>

interface UserMeasuresProps {
  user: User
  search: UserSearch
  onChange: (patch: UserSearch, replace?: boolean) => void
}

export function UserMeasures({ user, search, onChange }: UserMeasuresProps) {
  const measure = search.measure ?? 'traces'
  const asked = useAsked(search)
  const resolved = resolveAsked(asked, useNow())
  const possible = (split: Split) => whyNot(split, measure, user.environments) === null
  const split = SPLITS.find((one) => one === search.split && possible(one))
  const zoom = (period: UserSearch) => onChange({ ...period, ...FIRST_PAGE })
  return (
    <section className="card measures" aria-label="Measures">
      <Tiles
        measures={MEASURES}
        measured={MEASURED}
        now={user.metrics}
        before={user.previous?.metrics}
        chosen={measure}
        onChoose={(chosen) => onChange({ measure: chosen }, true)}
      />
      <div className="chart-controls">
        <SplitPicker
          chosen={split}
          measure={measure}
          environments={user.environments}
          onChange={(chosen) => onChange({ split: chosen }, true)}
        />
        <IntervalPicker resolved={resolved} onChange={(by) => onChange({ by }, true)} />
      </div>
      {split ? (
        <SplitChart
          split={split}
          userId={user.userId}
          measure={measure}
          asked={asked}
          onZoom={zoom}
        />
      ) : (
        <Whole user={user} measure={measure} interval={resolved.interval} onZoom={zoom} />
      )}
      <LatencyLine latency={user.latency} />
    </section>
  )
}

interface WholeProps {
  user: User
  measure: Measure
  interval: Resolved['interval']
  onZoom: (period: UserSearch) => void
}

function Whole({ user, measure, interval, onZoom }: WholeProps) {
  const { name, of, write, exactly, line, whole } = MEASURED[measure]
  return (
    <Chart
      title={name}
      points={user.activity.map(({ at }) => at)}
      series={[{ name, values: user.activity.map(({ metrics }) => of(metrics)) }]}
      interval={interval}
      write={write}
      exactly={exactly}
      line={line}
      whole={whole}
      onZoom={onZoom}
    />
  )
}

const SPLIT_NAMES: Record<Split, string> = { model: 'By model', environment: 'By environment' }

interface SplitPickerProps {
  chosen: Split | undefined
  measure: Measure
  environments: readonly string[]
  onChange: (split: Split | undefined) => void
}

function SplitPicker({ chosen, measure, environments, onChange }: SplitPickerProps) {
  return (
    <div className="segments" role="group" aria-label="Split the chart">
      <button type="button" aria-pressed={chosen === undefined} onClick={() => onChange(undefined)}>
        Whole
      </button>
      {SPLITS.map((split) => {
        const reason = whyNot(split, measure, environments)
        return (
          <button
            key={split}
            type="button"
            aria-pressed={split === chosen}
            disabled={reason !== null}
            title={reason ?? undefined}
            onClick={() => onChange(split)}
          >
            {SPLIT_NAMES[split]}
          </button>
        )
      })}
    </div>
  )
}
