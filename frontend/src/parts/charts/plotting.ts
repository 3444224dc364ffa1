// What uPlot is told of a chart: its data, its scales, and the colours of the style sheet.
import uPlot from 'uplot'
import { endOf } from '../../urls/resolvePeriod'
import { isOfDays, marksOf, middles, namesOf, roomOf } from './axis'
import type { ChartProps } from './Chart'
import { openPoint } from './openPoint'

/** Nobody has half a trace. */
const WHOLE_STEPS = Array.from({ length: 19 }, (_, power) =>
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

/** When each point begins and the last one is over, in seconds. */
export function edgesOf({ points, interval }: Pick<ChartProps, 'points' | 'interval'>): number[] {
  const last = points.at(-1)
  const begins = points.map((at) => Date.parse(at) / 1000)
  return last === undefined ? [] : [...begins, endOf(last, interval) / 1000]
}

type Values = readonly (number | null)[]

/**
 * Bars lie over each other: the first drawn is the sum of all, the last the first series alone.
 * Of lines, each is drawn in two: what is over, then what leads to the point that is not.
 */
export function dataOf(
  { points, series, measure, interval }: Omit<ChartProps, 'title'>,
  now: number,
): uPlot.AlignedData {
  const times = middles(edgesOf({ points, interval }))
  if (measure.line) {
    const open = openPoint(points, interval, now)
    const lines = series.map(({ values }) => linesOf(values, open))
    return [times, ...lines.map(({ over }) => over), ...lines.map(({ goesOn }) => goesOn)]
  }
  const sums: (number | null)[][] = []
  for (const { values } of series) {
    const below = sums.at(-1)
    sums.push(values.map((value, at) => (below ? (below[at] ?? 0) + (value ?? 0) : value)))
  }
  return [times, ...sums.toReversed()]
}

function linesOf(values: Values, open: number) {
  const before = values.findLastIndex((value, at) => at < open && value !== null)
  const divided = before >= 0 && typeof values[open] === 'number'
  return {
    over: values.map((value, at) => (divided && at === open ? null : value)),
    goesOn: values.map((value, at) => (divided && (at === before || at === open) ? value : null)),
  }
}

function lineIn(stroke: string): uPlot.Series {
  return { stroke, width: 1.5, spanGaps: true, points: { size: 5, fill: stroke } }
}

function linesIn({ series }: Colours): uPlot.Series[] {
  return [...series.map(lineIn), ...series.map((one) => ({ ...lineIn(one), dash: [4, 4] }))]
}

function barsIn(colours: Colours, latest: () => ChartProps): uPlot.Series[] {
  const radius = colours.series.length > 1 ? 0 : 0.12
  return colours.series.toReversed().map((fill) => {
    const hatched = hatchedWith(fill)
    const fills = () => {
      const { points, interval } = latest()
      const open = openPoint(points, interval, Date.now())
      // Hatches are paper of their colour, which uPlot passes on to the canvas as it is.
      return points.map((_, at) => (at === open ? hatched : fill)) as string[]
    }
    const disp = { fill: { unit: 3, values: fills } }
    return {
      fill,
      width: 0,
      paths: uPlot.paths.bars?.({ size: [0.72, 40], align: 0, radius, disp }),
      points: { show: false },
    }
  })
}

const HATCH_PX = 5

/** Stripes, in steps of a few pixels. */
function hatchedWith(colour: string): CanvasPattern | string {
  const paper = document.createElement('canvas')
  const size = Math.round(HATCH_PX * devicePixelRatio)
  paper.width = paper.height = size
  const pen = paper.getContext('2d')
  if (!pen) return colour
  pen.strokeStyle = colour
  pen.lineWidth = size / 3
  pen.beginPath()
  // Beyond the corners, too, so that the stripes of neighbours meet.
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift - 1, size + 1)
    pen.lineTo(shift + size + 1, -1)
  }
  pen.stroke()
  return pen.createPattern(paper, 'repeat') ?? colour
}

/** `latest` is what to draw, now and whenever it is drawn again. */
export function optionsOf(
  latest: () => ChartProps,
  colours: Colours,
  size: { width: number; height: number },
): uPlot.Options {
  const { interval, measure } = latest()
  const { line, whole, write } = measure
  const drawn = () => ({ edges: edgesOf(latest()), interval })
  const axis: uPlot.Axis = {
    stroke: colours.faint,
    grid: { stroke: colours.rule, width: 1 },
    ticks: { show: false },
    font: '11px system-ui, sans-serif',
  }
  return {
    ...size,
    padding: [12, 24, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { show: Boolean(line) }, drag: { x: false, y: false } },
    tzDate: (seconds) => new Date(seconds * 1000),
    scales: {
      x: {
        range: (_, low, high) => {
          const { edges } = drawn()
          return [edges[0] ?? low, edges.at(-1) ?? high]
        },
      },
      y: { range: (_, low, high) => [Math.min(low ?? 0, 0), high > 0 ? high * 1.08 : 1] },
    },
    axes: [
      {
        ...axis,
        size: 30,
        grid: { show: false },
        values: (_, marks) => namesOf(drawn(), marks),
        space: () => roomOf(drawn()),
        ...(isOfDays(interval) && { splits: ({ width }: uPlot) => marksOf(drawn(), width) }),
      },
      {
        ...axis,
        ...(whole && { incrs: WHOLE_STEPS }),
        size: asWideAsNeeded,
        space: 22,
        values: (_, marks) => marks.map((mark) => write(mark)),
      },
    ],
    series: [{}, ...(line ? linesIn(colours) : barsIn(colours, latest))],
  }
}

const MIN_PX = 56
const GAP_PX = 14

/** So that nothing of what is written beside the axis is cut off. */
function asWideAsNeeded(plot: uPlot, values: readonly string[] | null): number {
  const widths = (values ?? []).map((text) => plot.ctx.measureText(text).width / devicePixelRatio)
  return Math.ceil(Math.max(MIN_PX, ...widths.map((width) => width + GAP_PX)))
}
