// A trace and all its spans: the spans come in pages, and are put together here.
import { useQuery } from '@tanstack/react-query'
import { type Answer, answerOf, timed, useLiveOptions } from '../../api/answers'
import { ask } from '../../api/request'
import { graphql } from '../../generated'
import type { SpanRowFragment, TraceQuery } from '../../generated/graphql'

const TraceDocument = graphql(`
  query Trace($traceId: String!, $first: Int!) {
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
      spans(first: $first) {
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

const MoreSpansDocument = graphql(`
  query MoreSpans($traceId: String!, $first: Int!, $after: String) {
    trace(traceId: $traceId) {
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

export type Trace = Omit<NonNullable<TraceQuery['trace']>, 'spans'> & {
  spans: readonly SpanRowFragment[]
}

async function wholeTrace(traceId: string, signal: AbortSignal): Promise<Trace | null> {
  const { trace } = await ask(TraceDocument, { traceId, first: FIRST }, signal)
  if (!trace) return null
  const spans = [...trace.spans.nodes]
  let { pageInfo } = trace.spans
  while (pageInfo.hasNextPage) {
    const variables = { traceId, first: REST, after: pageInfo.endCursor }
    // Each page begins where the one before ended.
    // oxlint-disable-next-line no-await-in-loop
    const more = await ask(MoreSpansDocument, variables, signal)
    if (!more.trace) return null
    for (const span of more.trace.spans.nodes) spans.push(span)
    pageInfo = more.trace.spans.pageInfo
  }
  return { ...trace, spans }
}

/** Null where there is no such trace, or not yet. */
export function useTrace(traceId: string): Answer<Trace | null> {
  const question = `trace ${traceId}`
  const following = useLiveOptions(question)
  const query = useQuery({
    queryKey: [question],
    queryFn: ({ signal }) => timed(question, () => wholeTrace(traceId, signal)),
    ...following,
  })
  return answerOf({ ...query, isPlaceholderData: false })
}
