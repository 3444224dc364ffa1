// The spans of a trace as a tree beside a waterfall. Only the rows in sight are drawn.
import {
  defaultRangeExtractor,
  type Range,
  useVirtualizer,
  type VirtualItem,
} from '@tanstack/react-virtual'
import { type KeyboardEvent, type MouseEvent, useEffect, useRef } from 'react'
import type { Axis } from './axis'
import { SpanRow } from './SpanRow'
import { type Shown, type Spans, useCursor } from './spans'
import { Ruler } from './Waterfall'

const ROW_PX = 30
const PAGE_ROWS = 10

interface SpanTreeProps {
  spans: Spans
  shown: Shown
  chosen: string | undefined
  onChoose: (spanId: string, by: 'pointer' | 'key') => void
  onFold: (spanIds: readonly string[], shut: boolean) => void
}

export function SpanTree({ spans, shown, chosen, onChoose, onFold }: SpanTreeProps) {
  const { rows } = spans
  const { seen, folded } = shown
  const [active, move] = useCursor(chosen, (spanId) => onChoose(spanId, 'key'))
  const idAt = (index: number) => rows[seen[index] ?? -1]?.span.spanId
  const at = seen.findIndex((index) => rows[index]?.span.spanId === active)
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: seen.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    // The row that has the focus is there wherever one has scrolled to.
    rangeExtractor: (range) => withRow(range, at),
  })
  useEffect(() => {
    if (scroller.current && at >= 0) bringIntoSight(scroller.current, at)
    // Only when another one is chosen: not when somebody scrolls or folds.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [active])
  const onKeyDown = (event: KeyboardEvent) => {
    const step = stepOf(event.key, at, { spans, shown })
    if (step === null) return
    event.preventDefault()
    if ('fold' in step) onFold([step.fold], step.shut)
    else if (step.to !== undefined) move(step.to)
  }
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const { spanId, twists } = under(event.target as Element)
    if (spanId === undefined) return
    if (twists) onFold([spanId], !folded(spanId))
    else onChoose(spanId, 'pointer')
  }
  return (
    <>
      <Head axis={spans.axis} />
      <div className="spans" ref={scroller}>
        <div
          className="span-rows"
          role="tree"
          aria-label="Spans"
          tabIndex={0}
          aria-activedescendant={at >= 0 ? `row-${seen[at]}` : undefined}
          onKeyDown={onKeyDown}
          onClick={onClick}
          style={{ height: virtual.getTotalSize() }}
        >
          {virtual.getVirtualItems().map((item) => (
            <Row key={idAt(item.index)} spans={spans} shown={shown} item={item} active={active} />
          ))}
        </div>
      </div>
    </>
  )
}

interface RowProps extends Pick<SpanTreeProps, 'spans' | 'shown'> {
  item: VirtualItem
  active: string | undefined
}

function Row({ spans, shown, item, active }: RowProps) {
  const place = shown.seen[item.index] ?? -1
  const [row, sums, timing] = [spans.rows[place], spans.sums[place], spans.axis.timings[place]]
  if (!row || !sums || !timing) return null
  const { spanId } = row.span
  return (
    <SpanRow
      row={row}
      place={place}
      sums={sums}
      timing={timing}
      length={spans.axis.length}
      top={item.start}
      chosen={spanId === active}
      isFolded={shown.folded(spanId)}
      found={shown.found.has(place) ? shown.wanted : undefined}
    />
  )
}

/** A step away, as little as is needed; further away, into the middle. */
function bringIntoSight(box: HTMLElement, place: number): void {
  const { scrollTop, clientHeight } = box
  const middle = place * ROW_PX - clientHeight / 2
  if (Math.abs(middle - scrollTop) > clientHeight) box.scrollTop = middle
  else box.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
}

function Head({ axis }: { axis: Axis }) {
  return (
    <div className="span-head" aria-hidden="true">
      <span>Span</span>
      <span className="amount">Tokens</span>
      <span className="amount">Cost</span>
      <Ruler axis={axis} />
    </div>
  )
}

/** What was clicked: a span, or what folds it. */
function under(target: Element): { spanId: string | undefined; twists: boolean } {
  const spanId = target.closest<HTMLElement>('[data-span]')?.dataset.span
  return { spanId, twists: target.closest('.twist:has(svg)') !== null }
}

function withRow(range: Range, at: number): number[] {
  const indices = defaultRangeExtractor(range)
  if (at < 0 || indices.includes(at)) return indices
  return at < range.startIndex ? [at, ...indices] : [...indices, at]
}

const STEPS: Record<string, number> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: PAGE_ROWS,
  PageUp: -PAGE_ROWS,
  Home: -Infinity,
  End: Infinity,
  Enter: 0,
  ' ': 0,
}

type Step = { to: string | undefined } | { fold: string; shut: boolean }

/** What a key means in a tree; null where it means nothing. */
function stepOf(
  key: string,
  at: number,
  { spans: { rows }, shown: { seen, folded } }: { spans: Spans; shown: Shown },
): Step | null {
  const last = seen.length - 1
  const idAt = (place: number) => rows[seen[Math.min(Math.max(place, 0), last)] ?? -1]?.span.spanId
  const row = rows[seen[at] ?? -1]
  const open = row !== undefined && row.childCount > 0 && !folded(row.span.spanId)
  const step = STEPS[key]
  if (step !== undefined) return { to: idAt(at + step) }
  switch (key) {
    case 'ArrowLeft':
      if (open) return { fold: row.span.spanId, shut: true }
      return { to: rows[row?.parent ?? -1]?.span.spanId }
    case 'ArrowRight':
      if (!row || row.childCount === 0) return null
      return open ? { to: idAt(at + 1) } : { fold: row.span.spanId, shut: false }
    default:
      return null
  }
}
