// One trace: whose it is, what it took, its spans as a tree, and what the chosen one holds.
import { useParams, useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { Show, Skeleton } from '../../parts/Answer'
import { loadValue } from '../../parts/content/LazyValue'
import { useTitle } from '../../parts/frame/Frame'
import { NotFound } from '../../parts/NotFound'
import type { TraceSearch } from '../../urls/trace'
import { WholeTrace } from './detail/WholeTrace'
import { type Trace, useTrace } from './trace'
import { TraceHead } from './TraceHead'
import { TraceTree } from './tree/TraceTree'

// What the trace was given and gave is read while the server is still being asked for it.
void loadValue()

// Wanted once a span is chosen.
const SpanDetail = lazy(async () => ({
  default: (await import('./detail/SpanDetail')).SpanDetail,
}))

export function TracePage() {
  // Two addresses lead here, each with the trace id in it.
  const { traceId = '' } = useParams({ strict: false })
  const answer = useTrace(traceId)
  const name = answer.state === 'ready' ? answer.data.trace?.name : undefined
  useTitle(name || `Trace ${traceId.slice(0, 8)}`)
  return (
    <Show answer={answer} skeleton={<Loading />}>
      {({ trace }) =>
        trace ? (
          <>
            <TraceHead trace={trace} />
            <Spans trace={trace} />
          </>
        ) : (
          <NotFound alone title="There is no such trace, or not yet" id={traceId}>
            <p className="faint">It is shown as soon as it arrives.</p>
          </NotFound>
        )
      }
    </Show>
  )
}

function Spans({ trace }: { trace: Trace }) {
  const search: TraceSearch = useSearch({ strict: false })
  const chosen = trace.spans.nodes.find((span) => span.spanId === search.span)
  const { traceId } = trace
  return (
    <div className="split">
      <section className="card tree" aria-label="Spans">
        <TraceTree trace={trace} search={search} chosen={chosen?.spanId} />
      </section>
      <section className="card detail" aria-label="What is chosen">
        {search.span !== undefined && chosen === undefined && (
          <p className="status WARNING" role="status">
            There is no span {search.span} here, or not yet.
          </p>
        )}
        {chosen ? (
          <Suspense fallback={<Skeleton rows={12} />}>
            <SpanDetail key={chosen.id} id={chosen.id} traceId={traceId} />
          </Suspense>
        ) : (
          <WholeTrace key={traceId} traceId={traceId} />
        )}
      </section>
    </div>
  )
}

function Loading() {
  return (
    <>
      <div className="trace-head-skeleton">
        <Skeleton rows={3} />
      </div>
      <div className="split">
        <Skeleton rows={12} />
        <Skeleton rows={12} />
      </div>
    </>
  )
}
