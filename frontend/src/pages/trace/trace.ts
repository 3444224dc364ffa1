// A trace and all its spans: the spans come in pages, and are put together here.
import { useQuery } from '@tanstack/react-query'
import { type Answer, answerOf, timed, useLiveOptions } from '../../api/answers'
import { ask } from '../../api/request'
import { graphql } from '../../generated'
import type { SpanRowFragment, TraceQuery } from '../../generated/graphql'

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

export type Trace = Omit<NonNullable<TraceQuery['trace']>, 'spans'> & {
  spans: readonly SpanRowFragment[]
}

async function wholeTrace(traceId: string, signal: AbortSignal): Promise<Trace | null> {
  const spans: SpanRowFragment[] = []
  for (let after: string | null | undefined; ;) {
    const variables = { traceId, first: after ? REST : FIRST, after }
    // Each page begins where the one before ended.
    // oxlint-disable-next-line no-await-in-loop
    const { trace } = await ask(TraceDocument, variables, signal)
    if (!trace) return null
    for (const span of trace.spans.nodes) spans.push(span)
    const { hasNextPage, endCursor } = trace.spans.pageInfo
    if (!hasNextPage) return { ...trace, spans }
    after = endCursor
  }
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
