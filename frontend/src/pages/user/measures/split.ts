// A measure divided by model or environment: which parts are drawn, and the rest as one.
import type { UserByModelQuery } from '../../../generated/graphql'
import type { ChartSeries } from '../../../parts/charts/Chart'
import type { Measure } from '../../../urls'
import type { Split } from '../../../urls/user'

export interface Part<Point> {
  name: string
  points: readonly Point[]
}

type ModelPoint = NonNullable<UserByModelQuery['user']>['parts'][number]['points'][number]

/** A trace may ask several models: only what each of them used can be told apart. */
export const OF_MODEL: Partial<Record<Measure, (point: ModelPoint) => number>> = {
  tokens: (point) => Number(point.totalTokens),
  cost: (point) => Number(point.costUsd),
}

/** Whether a measure can be divided so, and if not, why. */
export function reasonAgainst(
  split: Split,
  measure: Measure,
  environments: readonly string[],
): string | null {
  if (split === 'model' && OF_MODEL[measure] === undefined) {
    return 'Only tokens and cost are told apart by model'
  }
  if (split === 'environment' && environments.length < 2) return 'There is only one environment'
  return null
}

/** As many as there are colours, but for one. */
const MAX_SERIES = 5

/** The largest parts, in the order given, and all others as one; an average has no others. */
export function seriesOf<Point>(
  parts: readonly Part<Point>[],
  of: (point: Point) => number | null,
  line = false,
): ChartSeries[] {
  const series = parts.map(({ name, points }) => ({ name, values: points.map(of) }))
  const largest = series.toSorted((one, other) => sizeOf(other, line) - sizeOf(one, line))
  const kept = new Set(largest.slice(0, MAX_SERIES))
  const drawn = series.filter((one) => kept.has(one))
  const rest = series.filter((one) => !kept.has(one))
  if (rest.length === 0 || line) return drawn
  return [...drawn, { name: `${rest.length} more`, values: sums(rest) }]
}

/** How much a part adds up to; of an average, at how many points there is one. */
function sizeOf({ values }: ChartSeries, line: boolean): number {
  return line
    ? values.filter((value) => value !== null).length
    : values.reduce<number>((sum, value) => sum + (value ?? 0), 0)
}

function sums(series: readonly ChartSeries[]): number[] {
  const length = series[0]?.values.length ?? 0
  return Array.from({ length }, (_, at) =>
    series.reduce((sum, { values }) => sum + (values[at] ?? 0), 0),
  )
}
