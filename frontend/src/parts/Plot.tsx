// The drawing of a chart, by uPlot. Its colours are those of the style sheet.
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import * as format from '../format'
import { useDark } from '../theme'
import type { ChartProps } from './Chart'

const HEIGHT = 220
/** Nobody has half a trace. */
const WHOLE_STEPS = Array.from({ length: 13 }, (_, power) =>
  [1, 2, 5].map((one) => one * 10 ** power),
).flat()

interface Colours {
  ink: string
  faint: string
  rule: string
  fill: string
}

/** Colours as computed for the element: a canvas knows no custom properties. */
function coloursOf(element: HTMLElement): Colours {
  const style = getComputedStyle(element)
  return {
    ink: style.color,
    faint: style.outlineColor,
    rule: style.borderTopColor,
    fill: style.fill,
  }
}

function dataOf(points: ChartProps['points']): uPlot.AlignedData {
  return [points.map(({ at }) => Date.parse(at) / 1000), points.map(({ value }) => value)]
}

type Drawn = Pick<ChartProps, 'interval' | 'write' | 'line' | 'whole'>

function seriesOf({ line }: Drawn, colours: Colours): uPlot.Series {
  if (line) {
    return {
      stroke: colours.ink,
      width: 1.5,
      spanGaps: true,
      points: { size: 5, fill: colours.ink },
    }
  }
  return {
    fill: colours.fill,
    width: 0,
    paths: uPlot.paths.bars?.({ size: [0.72, 40], align: 1, radius: 0.12 }),
    points: { show: false },
  }
}

function optionsOf(drawn: Drawn, colours: Colours, width: number): uPlot.Options {
  const axis: uPlot.Axis = {
    stroke: colours.faint,
    grid: { stroke: colours.rule, width: 1 },
    ticks: { show: false },
    font: '11px system-ui, sans-serif',
  }
  // Days are UTC days: drawn in the reader's zone they would begin at odd hours.
  const zone = drawn.interval === 'HOUR' ? undefined : 'Etc/UTC'
  const timed = drawn.interval === 'HOUR' ? {} : { values: days, space: 70 }
  return {
    width,
    height: HEIGHT,
    padding: [12, 8, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { show: Boolean(drawn.line) }, drag: { x: false, y: false } },
    tzDate: (seconds) =>
      zone ? uPlot.tzDate(new Date(seconds * 1000), zone) : new Date(seconds * 1000),
    scales: { y: { range: (_, low, high) => [Math.min(low ?? 0, 0), high > 0 ? high * 1.08 : 1] } },
    axes: [
      { ...axis, size: 30, grid: { show: false }, ...timed },
      {
        ...axis,
        ...(drawn.whole && { incrs: WHOLE_STEPS }),
        size: 56,
        values: (_, marks) => marks.map((mark) => drawn.write(mark)),
      },
    ],
    series: [{}, seriesOf(drawn, colours)],
  }
}

function days(_: uPlot, marks: number[]): string[] {
  return marks.map((mark) => format.axisDay(new Date(mark * 1000)))
}

export function Plot({ title, points, interval, write, line, whole }: ChartProps) {
  const holder = useRef<HTMLDivElement>(null)
  const said = useRef<HTMLOutputElement>(null)
  const plot = useRef<uPlot | null>(null)
  const latest = useRef(points)
  const dark = useDark()

  useEffect(() => {
    const element = holder.current
    if (!element) return undefined
    const options = optionsOf(
      { interval, write, line, whole },
      coloursOf(element),
      element.clientWidth,
    )
    const say = (drawn: uPlot) => {
      const point = latest.current[drawn.cursor.idx ?? -1]
      if (!said.current) return
      const value = point?.value ?? null
      said.current.textContent = point
        ? `${format.point(point.at, interval)}: ${value === null ? '–' : write(value)}`
        : ''
    }
    const drawn = new uPlot(
      { ...options, hooks: { setCursor: [say] } },
      dataOf(latest.current),
      element,
    )
    plot.current = drawn
    const watch = new ResizeObserver(() =>
      drawn.setSize({ width: element.clientWidth, height: HEIGHT }),
    )
    watch.observe(element)
    return () => {
      watch.disconnect()
      drawn.destroy()
    }
    // oxlint-disable-next-line react/exhaustive-deps, react/exhaustive-effect-dependencies -- dark changes the style sheet's colours
  }, [interval, write, line, whole, dark])

  useEffect(() => {
    latest.current = points
    plot.current?.setData(dataOf(points))
  }, [points])

  return (
    <>
      <figcaption>
        <span>{title}</span> <output className="faint" ref={said} />
      </figcaption>
      <div className="plot" ref={holder} role="img" aria-label={`${title} over time`} />
    </>
  )
}
