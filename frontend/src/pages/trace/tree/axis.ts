// Where in the time of a trace each span lies, in milliseconds from its beginning.
import type { TreeRow, TreeSpan } from './tree'

export interface Timed extends TreeSpan {
  startedAt: string
  latencyMs?: number | null
}

export interface Timing {
  from: number
  to: number
  /** When all that is below has ended, too. */
  end: number
  /** How much earlier its own clock says it began: no span begins before what it is part of. */
  moved: number
}

export interface Axis {
  timings: readonly Timing[]
  length: number
}

/** Clocks that differ by less are said to agree. */
const AGREE_MS = 1

export function axisOf(rows: readonly TreeRow<Timed>[]): Axis {
  const timings: Timing[] = []
  for (const { span, parent } of rows) {
    const above = timings[parent]
    const start = Date.parse(span.startedAt) + (above?.moved ?? 0)
    const late = above ? Math.max(0, above.from - start) : 0
    const moved = (above?.moved ?? 0) + late
    const from = start + late
    const to = from + (span.latencyMs ?? 0)
    timings.push({ from, to, end: to, moved })
  }
  let first = Infinity
  for (const { from } of timings) first = Math.min(first, from)
  let last = first
  for (let at = timings.length - 1; at >= 0; at -= 1) {
    const timing = timings[at]
    const above = timings[rows[at]?.parent ?? -1]
    if (!timing) continue
    if (above) above.end = Math.max(above.end, timing.end)
    last = Math.max(last, timing.end)
  }
  for (const timing of timings) {
    timing.from -= first
    timing.to -= first
    timing.end -= first
    if (timing.moved < AGREE_MS) timing.moved = 0
  }
  return { timings, length: Math.max(last - first, AGREE_MS) }
}

const STEPS = [1, 2, 5, 10]

/** Round numbers along the axis, from 0, about so many. */
export function ticksOf(length: number, about: number): number[] {
  const unit = 10 ** Math.floor(Math.log10(length / about))
  const step = (STEPS.find((factor) => factor * unit * about >= length) ?? 10) * unit
  const ticks: number[] = []
  for (let at = 0; at * step < length * 0.97; at += 1) ticks.push(at * step)
  return ticks
}
