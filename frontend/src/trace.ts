// A trace and all its spans: the spans come in pages, and are put together here.
import { useQuery } from '@tanstack/react-query'
import { graphql } from './generated'
import type { SpanRowFragment, TraceQuery } from './generated/graphql'
import { type Answer, answerOf, ask, askAgainAfter, timed } from './graphql'

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
      metadata
      input
      output
      startedAt
      endedAt
      latencyMs
      spanCount
      errorCount
      inputTokens
      outputTokens
      totalTokens
      costUsd
      user {
        userId
        name
      }
      session {
        sessionId
      }
      feedback {
        ...FeedbackRow
      }
      spans(first: $first) {
        pageInfo {
          hasNextPage
          endCursor
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
          hasNextPage
          endCursor
        }
        nodes {
          ...SpanRow
        }
      }
    }
  }
`)

const PAGE = 1000
/** News of a trace mostly comes in its first hour; later it is looked for at leisure. */
const FRESH_MS = 3_600_000
const SELDOM_MS = 30_000

export type Trace = Omit<NonNullable<TraceQuery['trace']>, 'spans'> & {
  spans: readonly SpanRowFragment[]
}

async function wholeTrace(traceId: string, signal: AbortSignal): Promise<Trace | null> {
  const { trace } = await ask(TraceDocument, { traceId, first: PAGE }, signal)
  if (!trace) return null
  const spans = [...trace.spans.nodes]
  let { pageInfo } = trace.spans
  while (pageInfo.hasNextPage) {
    // Each page begins where the one before ended.
    // oxlint-disable-next-line no-await-in-loop
    const more = await ask(
      MoreSpansDocument,
      { traceId, first: PAGE, after: pageInfo.endCursor },
      signal,
    )
    if (!more.trace) return null
    spans.push(...more.trace.spans.nodes)
    pageInfo = more.trace.spans.pageInfo
  }
  return { ...trace, spans }
}

/** Null where there is no such trace, or not yet. */
export function useTrace(traceId: string): Answer<Trace | null> {
  const query = useQuery({
    queryKey: ['trace', traceId],
    queryFn: ({ signal }) => timed(traceId, () => wholeTrace(traceId, signal)),
    refetchInterval: ({ state }) => {
      const began = state.data ? Date.parse(state.data.endedAt ?? state.data.startedAt) : Date.now()
      return Date.now() - began < FRESH_MS ? askAgainAfter(traceId) : SELDOM_MS
    },
  })
  return answerOf({ ...query, isPlaceholderData: false })
}
