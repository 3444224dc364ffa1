// One measure over time.
import { Chart, type ChartProps } from '../charts/Chart'
import type { MeasureDefinition } from './measures'

interface MeasureChartProps<T> extends Pick<ChartProps, 'interval' | 'compact' | 'onZoom'> {
  definition: MeasureDefinition<T>
  activity: readonly (T & { at: string })[]
}

export function MeasureChart<T>({ definition, activity, ...props }: MeasureChartProps<T>) {
  const { name, of, write, exactly, line, whole } = definition
  return (
    <Chart
      title={name}
      points={activity.map(({ at }) => at)}
      series={[{ name, values: activity.map(of) }]}
      write={write}
      exactly={exactly}
      line={line}
      whole={whole}
      {...props}
    />
  )
}
