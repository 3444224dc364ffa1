// The spans of a trace as a tree beside a waterfall. Only the rows in sight are drawn.
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import * as format from '../../format'
import { graphql } from '../../generated'
import type { SpanRowFragment } from '../../generated/graphql'
import { type Branch, treeOf, unfolded } from '../../spans'
import { Icon } from '../controls/Icon'

export const SpanRowFragmentDocument = graphql(`
  fragment SpanRow on Span {
    id
    spanId
    parentSpanId
    type
    name
    startedAt
    endedAt
    latencyMs
    level
    model
    totalTokens
    costUsd
  }
`)

const ROW_PX = 30

interface SpanTreeProps {
  spans: readonly SpanRowFragment[]
  chosen: string | undefined
  onChoose: (spanId: string) => void
}

export function SpanTree({ spans, chosen, onChoose }: SpanTreeProps) {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const rows = useMemo(() => treeOf(spans), [spans])
  const seen = useMemo(() => unfolded(rows, folded), [rows, folded])
  const extent = useMemo(() => extentOf(spans), [spans])
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: seen.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  })
  const fold = (spanId: string, shut: boolean) => {
    const next = new Set(folded)
    if (shut) next.add(spanId)
    else next.delete(spanId)
    setFolded(next)
  }
  const choose = (at: number) => {
    const row = seen[at]
    if (!row) return
    virtual.scrollToIndex(at)
    onChoose(row.span.spanId)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const at = seen.findIndex((row) => row.span.spanId === chosen)
    const act = keyAction(event.key, seen[at], { at, last: seen.length - 1, choose, fold })
    if (act) event.preventDefault()
  }
  return (
    <div className="spans" ref={scroller}>
      <div
        className="span-rows"
        role="tree"
        aria-label="Spans"
        tabIndex={0}
        aria-activedescendant={chosen && `span-${chosen}`}
        onKeyDown={onKeyDown}
        style={{ height: virtual.getTotalSize() }}
      >
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = seen[index]
          if (!row) return null
          const { spanId } = row.span
          return (
            <SpanRow
              key={spanId}
              row={row}
              top={start}
              extent={extent}
              chosen={spanId === chosen}
              shut={folded.has(spanId)}
              onFold={(shut) => fold(spanId, shut)}
              onChoose={() => onChoose(spanId)}
            />
          )
        })}
      </div>
    </div>
  )
}

interface Moves {
  at: number
  last: number
  choose: (at: number) => void
  fold: (spanId: string, shut: boolean) => void
}

/** Does what a key means in a tree; whether it meant anything. */
function keyAction(key: string, row: Branch<SpanRowFragment> | undefined, moves: Moves): boolean {
  const { at, last, choose, fold } = moves
  switch (key) {
    case 'ArrowDown':
      choose(Math.min(at + 1, last))
      return true
    case 'ArrowUp':
      choose(Math.max(at - 1, 0))
      return true
    case 'Home':
      choose(0)
      return true
    case 'End':
      choose(last)
      return true
    case 'ArrowLeft':
    case 'ArrowRight':
      if (row && row.childCount > 0) fold(row.span.spanId, key === 'ArrowLeft')
      return true
    default:
      return false
  }
}

interface Extent {
  from: number
  length: number
}

/** When the earliest span starts, and how long it takes until the last one ends, in ms. */
function extentOf(spans: readonly SpanRowFragment[]): Extent {
  let from = Infinity
  let to = -Infinity
  for (const span of spans) {
    const start = Date.parse(span.startedAt)
    from = Math.min(from, start)
    to = Math.max(to, start + (span.latencyMs ?? 0))
  }
  return { from, length: Math.max(to - from, 1) }
}

interface SpanRowProps {
  row: Branch<SpanRowFragment>
  top: number
  extent: Extent
  chosen: boolean
  shut: boolean
  onFold: (shut: boolean) => void
  onChoose: () => void
}

function SpanRow({ row, top, extent, chosen, shut, onFold, onChoose }: SpanRowProps) {
  const { span, depth, childCount } = row
  const failed = span.level === 'ERROR'
  return (
    <div
      id={`span-${span.spanId}`}
      role="treeitem"
      tabIndex={-1}
      aria-level={depth + 1}
      aria-selected={chosen}
      aria-expanded={childCount > 0 ? !shut : undefined}
      className={`span-row${failed ? ' failed' : ''}`}
      style={{ top }}
      onClick={onChoose}
      onKeyDown={undefined}
    >
      <span className="span-name" style={{ paddingInlineStart: Math.min(depth, 12) * 16 }}>
        {childCount > 0 ? (
          <span
            className={shut ? 'twist' : 'twist open'}
            aria-hidden="true"
            onClick={(event) => {
              event.stopPropagation()
              onFold(!shut)
            }}
          >
            <Icon name="open" />
          </span>
        ) : (
          <span className="twist" />
        )}
        <span className={`type ${span.type}`} title={span.type.toLowerCase()}>
          <Icon name={span.type} label={span.type.toLowerCase()} />
        </span>
        <span className="clip" title={span.name}>
          {span.name || span.spanId}
        </span>
        {failed && <Icon name="error" label="failed" />}
      </span>
      <Amounts span={span} />
      <Bar span={span} extent={extent} />
    </div>
  )
}

function Amounts({ span }: { span: SpanRowFragment }) {
  const parts = [
    span.totalTokens > 0 && `${format.compact(span.totalTokens)} tok`,
    Number(span.costUsd) > 0 && format.money(span.costUsd),
  ].filter(Boolean)
  return <span className="span-amounts faint">{parts.join(' · ')}</span>
}

/** Where in the trace the span lies; how long it took is written beside its bar. */
function Bar({ span, extent }: { span: SpanRowFragment; extent: Extent }) {
  const start = (Date.parse(span.startedAt) - extent.from) / extent.length
  const width = (span.latencyMs ?? 0) / extent.length
  const label = typeof span.latencyMs === 'number' ? format.duration(span.latencyMs) : ''
  const after = start + width <= 0.75
  const inside = !after && start < 0.25
  const right = inside ? 1 - start - width : 1 - start
  const place = after ? { left: `${(start + width) * 100}%` } : { right: `${right * 100}%` }
  return (
    <span className="waterfall">
      <span
        className="span-bar"
        style={{ left: `${start * 100}%`, width: `${Math.max(width * 100, 0.4)}%` }}
      />
      <span className={inside ? 'span-took inside' : 'span-took faint'} style={place}>
        {label}
      </span>
    </span>
  )
}
