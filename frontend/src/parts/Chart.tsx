// A measure over time; the drawing itself is loaded when the first chart is shown.
import { lazy, Suspense } from 'react'
import * as format from '../format'

export interface ChartPoint {
  at: string
  /** Null where there is nothing to say, which is not the same as zero. */
  value: number | null
}

export interface ChartProps {
  title: string
  points: readonly ChartPoint[]
  interval: format.IntervalName
  write: (value: number) => string
  line?: boolean
  /** True where values are whole numbers, and so the axis. */
  whole?: boolean
}

const Plot = lazy(async () => ({ default: (await import('./Plot')).Plot }))

export function Chart(props: ChartProps) {
  return (
    <figure className="chart">
      <Suspense fallback={<div className="plot" />}>
        <Plot {...props} />
      </Suspense>
      <details>
        <summary>As a table</summary>
        <Values {...props} />
      </details>
    </figure>
  )
}

function Values({ title, points, interval, write }: ChartProps) {
  return (
    <div className="table values" role="region" aria-label={`${title} as a table`} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col" className="number">
              {title}
            </th>
          </tr>
        </thead>
        <tbody>
          {points.map(({ at, value }) => (
            <tr key={at}>
              <td>{format.point(at, interval)}</td>
              <td className="number">{value === null ? '–' : write(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
