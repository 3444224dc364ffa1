// Walks over a chart and marks a stretch of it: by mouse, by touch or by keys.
import type uPlot from 'uplot'

interface Marking {
  plot: uPlot
  /** The element that has the focus. */
  holder: HTMLElement
  /** When each point begins and the last one is over, in seconds. */
  edges: () => readonly number[]
  /** Called with the first and the last point marked; null where nothing can be zoomed. */
  zoom: () => ((first: number, last: number) => void) | null
}

/** A finger or a hand that shakes has not dragged yet. */
const DRAG_PX = 5
const STEPS: Record<string, number> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  Home: -Infinity,
  End: Infinity,
}
const NOTHING = { left: 0, top: 0, width: 0, height: 0 }

/** The point under the cursor; null where there is none. */
export function pointUnder(plot: uPlot, edges: readonly number[]): number | null {
  const left = plot.cursor.left ?? -1
  return left < 0 || edges.length < 2 ? null : pointAt(plot, edges, left)
}

function pointAt(plot: uPlot, edges: readonly number[], left: number): number {
  const at = plot.posToVal(left, 'x')
  const found = edges.findLastIndex((edge) => edge <= at)
  return Math.min(Math.max(found, 0), edges.length - 2)
}

function placeOf(plot: uPlot, edges: readonly number[], index: number): number {
  return plot.valToPos(edges[index] ?? 0, 'x')
}

function leftOf(plot: uPlot, event: PointerEvent): number {
  return event.clientX - plot.over.getBoundingClientRect().left
}

/** Shows what is marked, from one point to another. */
function select(
  plot: uPlot,
  edges: readonly number[],
  anchor: number | null,
  tip: number | null,
): void {
  if (anchor === null || tip === null) return plot.setSelect(NOTHING, false)
  const left = placeOf(plot, edges, Math.min(anchor, tip))
  const width = placeOf(plot, edges, Math.max(anchor, tip) + 1) - left
  plot.setSelect({ left, width, top: 0, height: plot.over.clientHeight }, false)
}

/** Returns what ends it. */
export function listenForMarks({ plot, holder, edges, zoom }: Marking): () => void {
  const listening = new AbortController()
  const { signal } = listening
  let anchor: number | null = null
  let tip: number | null = null
  let pressedAt: number | null = null

  const show = () => select(plot, edges(), anchor, tip)
  const forget = () => {
    anchor = pressedAt = null
    show()
  }
  const finish = () => {
    const first = anchor ?? tip
    if (first !== null && tip !== null) zoom()?.(Math.min(first, tip), Math.max(first, tip))
    tip = null
    forget()
  }

  const press = (event: PointerEvent) => {
    if (event.button !== 0 || !zoom()) return
    forget()
    plot.over.setPointerCapture(event.pointerId)
    pressedAt = leftOf(plot, event)
  }
  const drag = (event: PointerEvent) => {
    if (pressedAt === null) return
    const left = leftOf(plot, event)
    if (anchor === null && Math.abs(left - pressedAt) < DRAG_PX) return
    anchor ??= pointAt(plot, edges(), pressedAt)
    tip = pointAt(plot, edges(), left)
    plot.setCursor({ left: Math.min(Math.max(left, 0), plot.over.clientWidth), top: 0 })
    show()
  }
  const release = () => (anchor === null ? forget() : pressedAt !== null && finish())

  const walk = (step: number, marks: boolean) => {
    const last = edges().length - 2
    if (last < 0) return
    const from = tip ?? pointUnder(plot, edges())
    const to = from === null ? (step < 0 ? last : 0) : Math.min(Math.max(from + step, 0), last)
    anchor = marks && zoom() ? (anchor ?? from ?? to) : null
    tip = to
    // A little within the point, since its edge belongs to two.
    plot.setCursor({ left: placeOf(plot, edges(), to) + 1, top: 0 })
    show()
  }
  const key = (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    if (event.altKey || event.ctrlKey || event.metaKey) return
    if (step !== undefined) walk(step, event.shiftKey)
    else if (event.key === 'Enter' && tip !== null) finish()
    else if (event.key === 'Escape' && anchor !== null) forget()
    else return
    event.preventDefault()
  }

  plot.over.addEventListener('pointerdown', press, { signal })
  plot.over.addEventListener('pointermove', drag, { signal })
  plot.over.addEventListener('pointerup', release, { signal })
  plot.over.addEventListener('pointercancel', forget, { signal })
  holder.addEventListener('keydown', key, { signal })
  return () => listening.abort()
}
