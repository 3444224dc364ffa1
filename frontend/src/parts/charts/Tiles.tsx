// Measures at a glance: what each is now and how it moved. The chosen one is drawn below.
import * as format from '../../format'
import type { Measured } from '../../measures'
import { Change } from '../Figures'
import { MiniBars } from './Sparkline'

interface Compared<T> {
  now: T
  /** Nothing where the period has none before it. */
  before?: T | null
  /** What a small picture of each measure over time is made of. */
  points?: readonly T[]
}

interface TilesProps<M extends string, T> extends Compared<T> {
  measures: readonly M[]
  measured: Record<M, Measured<T>>
  chosen: M
  onChoose: (measure: M) => void
}

export function Tiles<M extends string, T>(props: TilesProps<M, T>) {
  const { measures, measured, chosen, onChoose, now, before, points } = props
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
          <Said measured={measured[measure]} now={now} before={before} points={points} />
        </button>
      ))}
    </div>
  )
}

function Said<T>({ measured, now, before, points }: Compared<T> & { measured: Measured<T> }) {
  const { name, of, write, exact, detail, more } = measured
  const value = of(now)
  const was = before ? of(before) : null
  return (
    <>
      <span className="tile-name">{name}</span>
      <span className="tile-value">
        {value === null ? (
          <span title="Nothing to tell it from">–</span>
        ) : (
          <span title={exact ? exact(now) : format.number(value)}>{write(value)}</span>
        )}
      </span>
      <span className="tile-more">
        {value !== null && was !== null && (
          <Change value={value} before={was} write={write} more={more} />
        )}{' '}
        {detail?.(now)}
      </span>
      {points && <MiniBars values={points.map((point) => of(point) ?? 0)} />}
    </>
  )
}
