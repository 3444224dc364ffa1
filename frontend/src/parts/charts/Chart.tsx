// Measures over time; the drawing itself is loaded when the first chart is shown.
import { lazy, Suspense, useState } from 'react'
import * as format from '../../format'
import { useNow } from '../../hooks/clock'
import type { PeriodSearch } from '../../urls'
import type { PointLength } from '../../urls/resolvePeriod'
import { Figure } from '../Figures'
import { isOfDays } from './axis'
import { openPoint, pointWords } from './openPoint'

export interface ChartSeries {
  name: string
  /** One for each point; null where there is nothing to say, which is not the same as zero. */
  values: readonly (number | null)[]
}

/** How values are written and drawn. */
export interface Measured {
  /** As it is written beside the axis, and with every digit. */
  write: (value: number) => string
  exactly: (value: number) => string
  line?: boolean
  /** True where values are whole numbers, and so the axis. */
  whole?: boolean
}

export interface ChartProps {
  title: string
  /** When each point begins. */
  points: readonly string[]
  /** One, or several that add up and are stacked; as lines they stand beside each other. */
  series: readonly ChartSeries[]
  interval: PointLength
  measure: Measured
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
      <Notes {...props} />
    </figure>
  )
}

/** What the drawing does not say by itself. */
function Notes({ points, interval, measure }: ChartProps) {
  const [first] = points
  const now = useNow()
  const notes = []
  if (first !== undefined && isOfDays(interval) && format.hasOtherDays(first)) {
    notes.push('Days are UTC days.')
  }
  if (openPoint(points, interval, now) >= 0) {
    notes.push(`${measure.line ? 'Dashed' : 'Striped'}: not over yet.`)
  }
  return <p className="notes faint">{notes.join(' ')}</p>
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

type ValuesProps = Pick<ChartProps, 'title' | 'points' | 'series' | 'interval' | 'measure'>

/** Days and longer begin and end at midnight UTC, wherever the reader is. */
const LENGTHS: Record<PointLength, string> = {
  MINUTE: 'When',
  HOUR: 'When',
  DAY: 'Day, UTC',
  WEEK: 'Week, UTC',
  MONTH: 'Month, UTC',
}

/** What is drawn, in figures. */
export function Values({ title, points, series, interval, measure }: ValuesProps) {
  const now = useNow()
  return (
    <div className="table values" role="region" aria-label={`${title} as a table`} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{LENGTHS[interval]}</th>
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
              <td>{pointWords(at, interval, now)}</td>
              {series.map(({ name, values }) => (
                <td key={name} className="number">
                  <Figure
                    text={valueText(values[index], measure.write)}
                    exact={valueText(values[index], measure.exactly)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export function valueText(
  value: number | null | undefined,
  write: (value: number) => string,
): string {
  return value === null || value === undefined ? '–' : write(value)
}
