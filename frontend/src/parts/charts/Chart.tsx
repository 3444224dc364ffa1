// Measures over time; the drawing itself is loaded when the first chart is shown.
import { lazy, Suspense, useState } from 'react'
import * as format from '../../format'
import type { PointLength } from '../../period'
import type { PeriodSearch } from '../../urls'

export interface ChartSeries {
  name: string
  /** One for each point; null where there is nothing to say, which is not the same as zero. */
  values: readonly (number | null)[]
}

export interface ChartProps {
  title: string
  /** When each point begins. */
  points: readonly string[]
  /** One, or several that add up and are stacked; as lines they stand beside each other. */
  series: readonly ChartSeries[]
  interval: PointLength
  write: (value: number) => string
  line?: boolean
  /** True where values are whole numbers, and so the axis. */
  whole?: boolean
  /** Half as high, for above a list. */
  compact?: boolean
  /** Called with the stretch that was marked, as the address has it. */
  onZoom?: (period: Pick<PeriodSearch, 'from' | 'to'>) => void
}

const Plot = lazy(async () => ({ default: (await import('./Plot')).Plot }))

export function Chart(props: ChartProps) {
  const [open, setOpen] = useState(false)
  return (
    <figure className={props.compact ? 'chart compact' : 'chart'}>
      <Suspense fallback={<Unplotted {...props} />}>
        <Plot {...props} />
      </Suspense>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>As a table</summary>
        {open && <Values {...props} />}
      </details>
    </figure>
  )
}

/** As high as the drawing. */
function Unplotted({ title }: ChartProps) {
  return (
    <>
      <figcaption>
        <span>{title}</span>
      </figcaption>
      <div className="plot" />
    </>
  )
}

type ValuesProps = Pick<ChartProps, 'title' | 'points' | 'series' | 'interval' | 'write'>

/** What is drawn, in figures. */
export function Values({ title, points, series, interval, write }: ValuesProps) {
  return (
    <div className="table values" role="region" aria-label={`${title} as a table`} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">When</th>
            {series.map(({ name }) => (
              <th key={name} scope="col" className="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map((at, index) => (
            <tr key={at}>
              <td>{format.point(at, interval)}</td>
              {series.map(({ name, values }) => (
                <td key={name} className="number">
                  {written(values[index], write)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export function written(
  value: number | null | undefined,
  write: (value: number) => string,
): string {
  return value === null || value === undefined ? '–' : write(value)
}
