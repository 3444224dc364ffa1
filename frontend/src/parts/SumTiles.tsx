// The tiles of the sums: what every measure is now, and how it moved.
import * as format from '../format'
import type { SumsFragment } from '../generated/graphql'
import { MEASURED } from '../measures'
import { type Measure, MEASURES } from '../urls'
import { Change } from './Figures'
import type { Tile } from './Tiles'

function exact(measure: Measure, sums: SumsFragment): string {
  if (measure === 'cost') return format.exactMoney(sums.costUsd)
  const value = MEASURED[measure].of(sums)
  return value === null ? 'No ratings' : format.number(value)
}

function detail(measure: Measure, sums: SumsFragment): string | null {
  switch (measure) {
    case 'traces':
      return format.plural(sums.spanCount, 'span')
    case 'tokens':
      return `${format.compact(sums.inputTokens)} in, ${format.compact(sums.outputTokens)} out`
    case 'feedback':
      return `${format.compact(sums.feedbackCount)} given`
    case 'errors':
      return sums.spanCount > 0
        ? `${format.portion(sums.errorCount, sums.spanCount)} of spans`
        : null
    case 'sessions':
    case 'cost':
      return null
  }
}

/** `before` is left out where the period has none before it. */
export function sumTiles(sums: SumsFragment, before?: SumsFragment): Tile<Measure>[] {
  return MEASURES.map((measure) => {
    const measured = MEASURED[measure]
    const value = measured.of(sums)
    const was = before ? measured.of(before) : null
    return {
      measure,
      name: measured.name,
      value: (
        <span title={exact(measure, sums)}>{value === null ? '–' : measured.write(value)}</span>
      ),
      change:
        value === null || was === null ? null : (
          <Change value={value} before={was} more={measured.more} />
        ),
      detail: detail(measure, sums),
    }
  })
}
