// Measures at a glance; the chosen one is drawn below.
import type { ReactNode } from 'react'

export interface Tile<M extends string> {
  measure: M
  name: string
  value: ReactNode
  detail?: ReactNode
  change?: ReactNode
  /** A small picture of the measure over time. */
  drawn?: ReactNode
}

interface TilesProps<M extends string> {
  tiles: readonly Tile<M>[]
  chosen: M
  onChoose: (measure: M) => void
}

export function Tiles<M extends string>({ tiles, chosen, onChoose }: TilesProps<M>) {
  return (
    <div className="tiles" role="group" aria-label="Measures">
      {tiles.map((tile) => (
        <button
          key={tile.measure}
          type="button"
          className="tile"
          aria-pressed={tile.measure === chosen}
          onClick={() => onChoose(tile.measure)}
        >
          <span className="tile-name">{tile.name}</span>
          <span className="tile-value">{tile.value}</span>
          <span className="tile-more">
            {tile.change} {tile.detail}
          </span>
          {tile.drawn}
        </button>
      ))}
    </div>
  )
}
