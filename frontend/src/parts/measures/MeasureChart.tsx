// One measure over time.
import { Chart, type ChartProps } from '../charts/Chart'
import type { MeasureDefinition } from './measures'

interface MeasureChartProps<T> extends Pick<ChartProps, 'interval' | 'compact' | 'onZoom'> {
  definition: MeasureDefinition<T>
  activity: readonly (T & { at: string })[]
}

export function MeasureChart<T>({ definition, activity, ...props }: MeasureChartProps<T>) {
  return (
    <Chart
      title={definition.name}
      points={activity.map(({ at }) => at)}
      series={[{ name: definition.name, values: activity.map(definition.of) }]}
      measure={definition}
      {...props}
    />
  )
}
