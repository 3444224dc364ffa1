// What each measure says of a user and how it moved; the chosen one over time.
import { usePeriod } from '../../../api/project'
import type { UserQuery } from '../../../generated/graphql'
import { useNow } from '../../../hooks/clock'
import { Segments } from '../../../parts/controls/Segments'
import { LatencyLine } from '../../../parts/measures/LatencyLine'
import { MeasureChart } from '../../../parts/measures/MeasureChart'
import { definitionsWith } from '../../../parts/measures/measures'
import { Tiles } from '../../../parts/measures/Tiles'
import { IntervalPicker } from '../../../parts/period/IntervalPicker'
import { FIRST_PAGE, type Measure, MEASURES } from '../../../urls'
import { resolve } from '../../../urls/resolvePeriod'
import { type Split, SPLITS, type UserSearch } from '../../../urls/user'
import { useAddress } from '../address'
import { reasonAgainst } from './split'
import { SplitChart } from './SplitChart'

export function UserMeasures({ user }: { user: NonNullable<UserQuery['user']> }) {
  const { search, change } = useAddress()
  const measure = search.measure ?? 'traces'
  const period = usePeriod(search)
  const resolved = resolve(period, useNow())
  const possible = (split: Split) => reasonAgainst(split, measure, user.environments) === null
  const split = SPLITS.find((one) => one === search.split && possible(one))
  const definitions = definitionsWith(user.metrics.feedback)
  const zoom = (marked: UserSearch) => change({ ...marked, ...FIRST_PAGE })
  return (
    <section className="card measures" aria-label="Measures">
      <Tiles
        measures={MEASURES}
        definitions={definitions}
        now={user}
        before={user.previous}
        chosen={measure}
        onChoose={(chosen) => change({ measure: chosen }, true)}
      />
      <div className="chart-controls">
        <SplitPicker
          chosen={split}
          measure={measure}
          environments={user.environments}
          onChange={(chosen) => change({ split: chosen }, true)}
        />
        <IntervalPicker resolved={resolved} onChange={(by) => change({ by }, true)} />
      </div>
      {split ? (
        <SplitChart
          split={split}
          measure={measure}
          definitions={definitions}
          period={period}
          onZoom={zoom}
        />
      ) : (
        <MeasureChart
          definition={definitions[measure]}
          activity={user.activity}
          interval={resolved.interval}
          onZoom={zoom}
        />
      )}
      <LatencyLine latency={user.latency} />
    </section>
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
  const splits = SPLITS.map((value) => ({
    value,
    name: SPLIT_NAMES[value],
    impossible: reasonAgainst(value, measure, environments),
  }))
  return (
    <Segments
      label="Split the chart"
      options={[{ value: undefined, name: 'Whole' }, ...splits]}
      chosen={chosen}
      onChoose={onChange}
    />
  )
}
