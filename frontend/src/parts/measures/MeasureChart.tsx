// One measure over time.
import { Chart, type ChartProps } from '../charts/Chart'
import type { MeasureDefinition } from './measures'

interface MeasureChartProps<T> extends Pick<ChartProps, 'interval' | 'compact' | 'onZoom'> {
  definition: MeasureDefinition<T>
  activity: readonly (T & { at: string })[]
}

export function MeasureChart<T>({ definition, activity, ...props }: MeasureChartProps<T>) {
  const { name, parts } = definition
  const series = parts?.of ?? [{ name, of: definition.of }]
  return (
    <Chart
      title={name}
      points={activity.map(({ at }) => at)}
      series={series.map((one) => ({ name: one.name, values: activity.map(one.of) }))}
      measure={parts ?? definition}
      {...props}
    />
  )
}
