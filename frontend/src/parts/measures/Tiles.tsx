import { MiniBars } from '../charts/Sparkline'
import { Change, Figure } from '../Figures'
// Measures at a glance: what each is now and how it moved. The chosen one is drawn below.
import type { MeasureDefinition } from './measures'

interface Compared<T> {
  now: T
  /** Nothing where the period has none before it. */
  before?: T | null
  /** What a small picture of each measure over time is made of. */
  points?: readonly T[]
  /** Whether the last of these is not over yet. */
  open?: boolean
}

interface TilesProps<M extends string, T> extends Compared<T> {
  measures: readonly M[]
  definitions: Record<M, MeasureDefinition<T>>
  chosen: M
  onChoose: (measure: M) => void
}

export function Tiles<M extends string, T>(props: TilesProps<M, T>) {
  const { measures, definitions, chosen, onChoose, ...compared } = props
  return (
    <div className="tiles" role="group" aria-label="Measures">
      {measures.map((measure) => (
        <button
          key={measure}
          type="button"
          className="tile"
          aria-pressed={measure === chosen}
          onClick={() => onChoose(measure)}
        >
          <TileContent definition={definitions[measure]} {...compared} />
        </button>
      ))}
    </div>
  )
}

function TileContent<T>({
  definition,
  now,
  before,
  points,
  open,
}: Compared<T> & { definition: MeasureDefinition<T> }) {
  const { name, of, write, exactly, exact, detail, more } = definition
  const value = of(now)
  const was = before ? of(before) : null
  const whole = (sums: T, number: number) => exact?.(sums) ?? exactly(number)
  const further = detail?.(now)
  return (
    <>
      <span className="tile-name" title={name}>
        {name}
      </span>
      <span className="tile-value">
        {value === null ? (
          <span title="Nothing to tell it from">–</span>
        ) : (
          <Figure text={write(value)} exact={whole(now, value)} />
        )}
      </span>
      <span className="tile-more">
        {value !== null && before && was !== null && (
          <Change value={value} before={was} exact={whole(before, was)} more={more} />
        )}{' '}
        {further && <Figure {...further} />}
      </span>
      {points && <MiniBars values={points.map((point) => of(point) ?? 0)} open={open} />}
    </>
  )
}
