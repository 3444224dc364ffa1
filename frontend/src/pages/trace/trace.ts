// A trace and all its spans: the spans come in pages, and are put together here.
import { type Answer, useAnswer } from '../../api/answers'
import { ask } from '../../api/request'
import { graphql } from '../../generated'
import type { TraceQuery, TraceQueryVariables } from '../../generated/graphql'

const TraceDocument = graphql(`
  query Trace($traceId: String!, $first: Int!, $after: String) {
    trace(traceId: $traceId) {
      id
      traceId
      name
      environment
      release
      version
      tags
      startedAt
      endedAt
      latencyMs
      spanCount
      errorCount
      inputTokens
      outputTokens
      totalTokens
      costUsd
      userIdAttribute
      sessionIdAttribute
      user {
        userId
        name
      }
      session {
        sessionId
      }
      spans(first: $first, after: $after) {
        pageInfo {
          ...PageInfo
        }
        nodes {
          ...SpanRow
        }
      }
    }
  }
`)

/** Most traces are whole with the first; of long ones the rest comes in one piece. */
const FIRST = 1000
const REST = 10_000

export type Trace = NonNullable<TraceQuery['trace']>

async function wholeTrace(given: TraceQueryVariables, signal: AbortSignal): Promise<TraceQuery> {
  const { trace } = await ask(TraceDocument, given, signal)
  if (!trace) return { trace }
  const nodes = [...trace.spans.nodes]
  let { pageInfo } = trace.spans
  while (pageInfo.hasNextPage) {
    const following = { ...given, first: REST, after: pageInfo.endCursor }
    // Each page begins where the one before ended.
    // oxlint-disable-next-line no-await-in-loop
    const more = await ask(TraceDocument, following, signal)
    if (!more.trace) return more
    for (const span of more.trace.spans.nodes) nodes.push(span)
    pageInfo = more.trace.spans.pageInfo
  }
  return { trace: { ...trace, spans: { pageInfo, nodes } } }
}

/** With all its spans; null where there is no such trace, or not yet. */
export function useTrace(traceId: string): Answer<TraceQuery> {
  return useAnswer(TraceDocument, {
    view: { traceId, first: FIRST },
    subject: traceId,
    variables: (view) => view,
    answer: wholeTrace,
  })
}
