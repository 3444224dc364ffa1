// What uPlot is told of a chart: its data, its scales, and the colours of the style sheet.
import uPlot from 'uplot'
import * as format from '../../format'
import type { ChartProps } from './Chart'

/** Nobody has half a trace. */
const WHOLE_STEPS = Array.from({ length: 13 }, (_, power) =>
  [1, 2, 5].map((one) => one * 10 ** power),
).flat()

export interface Colours {
  faint: string
  rule: string
  series: string[]
}

/** Colours as computed for the element and the legend: a canvas knows no custom properties. */
export function coloursOf(element: HTMLElement, legend: Element | null, line = false): Colours {
  const style = getComputedStyle(element)
  const named = [...(legend?.children ?? [])].map((item) => getComputedStyle(item).outlineColor)
  return {
    faint: style.outlineColor,
    rule: style.borderTopColor,
    series: named.length > 0 ? named : [line ? style.color : style.fill],
  }
}

/** Bars lie over each other: the first drawn is the sum of all, the last the first series alone. */
export function dataOf({
  points,
  series,
  line,
}: Pick<ChartProps, 'points' | 'series' | 'line'>): uPlot.AlignedData {
  const times = points.map((at) => Date.parse(at) / 1000)
  if (line) return [times, ...series.map(({ values }) => [...values])]
  const sums: (number | null)[][] = []
  for (const { values } of series) {
    const below = sums.at(-1)
    sums.push(values.map((value, at) => (below ? (below[at] ?? 0) + (value ?? 0) : value)))
  }
  return [times, ...sums.toReversed()]
}

export type Drawn = Pick<ChartProps, 'interval' | 'write' | 'line' | 'whole'>

function seriesOf(colours: Colours, line: boolean | undefined): uPlot.Series[] {
  if (line) {
    return colours.series.map((stroke) => ({
      stroke,
      width: 1.5,
      spanGaps: true,
      points: { size: 5, fill: stroke },
    }))
  }
  const radius = colours.series.length > 1 ? 0 : 0.12
  return colours.series.toReversed().map((fill) => ({
    fill,
    width: 0,
    paths: uPlot.paths.bars?.({ size: [0.72, 40], align: 1, radius }),
    points: { show: false },
  }))
}

/** `end` is when the last point is over, in seconds. */
export function optionsOf(
  drawn: Drawn,
  colours: Colours,
  size: { width: number; height: number },
  end: () => number,
): uPlot.Options {
  const axis: uPlot.Axis = {
    stroke: colours.faint,
    grid: { stroke: colours.rule, width: 1 },
    ticks: { show: false },
    font: '11px system-ui, sans-serif',
  }
  // Days are UTC days: drawn in the reader's zone they would begin at odd hours.
  const isTime = drawn.interval === 'HOUR' || drawn.interval === 'MINUTE'
  const zone = isTime ? undefined : 'Etc/UTC'
  const values = isTime ? hours : days
  return {
    ...size,
    padding: [12, 24, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { show: Boolean(drawn.line) }, drag: { x: false, y: false } },
    tzDate: (seconds) =>
      zone ? uPlot.tzDate(new Date(seconds * 1000), zone) : new Date(seconds * 1000),
    scales: {
      x: { range: (_, low, high) => [low, drawn.line ? high : Math.max(end(), high)] },
      y: { range: (_, low, high) => [Math.min(low ?? 0, 0), high > 0 ? high * 1.08 : 1] },
    },
    axes: [
      { ...axis, size: 30, grid: { show: false }, values, space: 70 },
      {
        ...axis,
        ...(drawn.whole && { incrs: WHOLE_STEPS }),
        size: 56,
        values: (_, marks) => marks.map((mark) => drawn.write(mark)),
      },
    ],
    series: [{}, ...seriesOf(colours, drawn.line)],
  }
}

function hours(_: uPlot, marks: number[]): string[] {
  return marks.map((mark) => format.axisHour(new Date(mark * 1000)))
}

function days(_: uPlot, marks: number[]): string[] {
  return marks.map((mark) => format.axisDay(new Date(mark * 1000)))
}
