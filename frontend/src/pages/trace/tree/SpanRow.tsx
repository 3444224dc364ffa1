// One span in the tree: what it is, what it and all below it took, and when it ran.
import { memo } from 'react'
import * as format from '../../../format'
import { graphql } from '../../../generated'
import type { SpanRowFragment } from '../../../generated/graphql'
import { Icon } from '../../../parts/controls/Icon'
import type { Timing } from './axis'
import type { Sums } from './sums'
import type { TreeRow } from './tree'
import { Bar } from './Waterfall'

export const SpanRowFragmentDocument = graphql(`
  fragment SpanRow on Span {
    id
    spanId
    parentSpanId
    type
    name
    startedAt
    latencyMs
    level
    statusMessage
    model
    totalTokens
    costUsd
    repeatsTokens
    repeatsCost
  }
`)

const STEP_PX = 16
/** Below, nothing is moved further in: a number says how deep it is. */
const MAX_DEPTH = 10

export interface SpanRowProps {
  row: TreeRow<SpanRowFragment>
  /** Which of all rows it is. */
  place: number
  sums: Sums
  timing: Timing
  length: number
  top: number
  chosen: boolean
  isFolded: boolean
  /** What is searched for, where this span holds it. */
  found: string | undefined
}

export const SpanRow = memo(function SpanRow(props: SpanRowProps) {
  const { row, place, sums, timing, length, top, chosen, isFolded, found } = props
  const { span, depth, childCount } = row
  const tone = span.level === 'ERROR' ? ' failed' : span.level === 'WARNING' ? ' warned' : ''
  return (
    <div
      id={`row-${place}`}
      role="treeitem"
      data-span={span.spanId}
      aria-level={depth + 1}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-selected={chosen}
      aria-expanded={childCount > 0 ? !isFolded : undefined}
      className={`span-row${tone}${found === undefined ? '' : ' hit'}`}
      style={{ top }}
    >
      <span
        className="span-name"
        style={{ paddingInlineStart: Math.min(depth, MAX_DEPTH) * STEP_PX }}
      >
        <span className={isFolded ? 'twist' : 'twist open'} aria-hidden="true">
          {childCount > 0 && <Icon name="open" />}
        </span>
        {depth > MAX_DEPTH && <small className="faint">{depth}</small>}
        <span className={`type ${span.type}`} title={span.type.toLowerCase()}>
          <Icon name={span.type} label={span.type.toLowerCase()} />
        </span>
        <span className="clip" title={span.name}>
          <Marked text={span.name || span.spanId} wanted={found} />
          {span.model && span.model !== span.name && (
            <small className="faint">
              {' '}
              <Marked text={span.model} wanted={found} />
            </small>
          )}
        </span>
        <ErrorMarks row={row} sums={sums} />
      </span>
      <Amounts span={span} sums={sums} />
      <Bar timing={timing} tookMs={span.latencyMs ?? null} length={length} />
    </div>
  )
})

function ErrorMarks({ row: { span }, sums }: Pick<SpanRowProps, 'row' | 'sums'>) {
  const below = sums.errorsBelow
  return (
    <>
      {span.level === 'ERROR' && <Icon name="error" label="failed" />}
      {below > 0 && (
        <span className="errors-below" title={`${format.plural(below, 'error')} below`}>
          {format.compact(below)}
          <span className="unseen"> {below === 1 ? 'error' : 'errors'} below</span>
        </span>
      )}
    </>
  )
}

/** Of a span with others below, the sum; its own part is told on hover. */
function Amounts({ span, sums }: { span: SpanRowFragment; sums: Sums }) {
  const tokens = sums.totalTokens
  const summed = tokens !== span.totalTokens
  const dearer = sums.costUsd !== span.costUsd
  return (
    <>
      <span className={summed ? 'amount summed' : 'amount'}>
        {tokens > 0 && (
          <span title={own(format.count(tokens), summed, format.count(span.totalTokens))}>
            {format.compact(tokens)}
          </span>
        )}
      </span>
      <span className={dearer ? 'amount summed' : 'amount'}>
        {Number(sums.costUsd) > 0 && (
          <span
            title={own(format.exactMoney(sums.costUsd), dearer, format.exactMoney(span.costUsd))}
          >
            {format.money(sums.costUsd)}
          </span>
        )}
      </span>
    </>
  )
}

function own(all: string, summed: boolean, itself: string): string {
  return summed ? `${all} with all that is below\n${itself} of its own` : all
}

function Marked({ text, wanted }: { text: string; wanted: string | undefined }) {
  const at = wanted === undefined ? -1 : text.toLowerCase().indexOf(wanted)
  if (wanted === undefined || at < 0) return text
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + wanted.length)}</mark>
      {text.slice(at + wanted.length)}
    </>
  )
}
