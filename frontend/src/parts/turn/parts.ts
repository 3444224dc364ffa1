// A turn of a conversation is a trace: what was said, what was done for it, and what became of that.
import { graphql } from '../../generated'
import type { StepFragment, TurnFragment } from '../../generated/graphql'

export const TurnFragmentDocument = graphql(`
  fragment Turn on Trace {
    id
    traceId
    name
    startedAt
    endedAt
    latencyMs
    spanCount
    errorCount
    totalTokens
    costUsd
    user {
      userId
      name
    }
    userMessage
    assistantMessage
    inputBytes
    outputBytes
    feedbackConnection(first: $given) {
      ...FeedbackPage
      nodes {
        span {
          spanId
          name
        }
      }
    }
    spans(first: $steps) {
      nodes {
        ...Step
      }
    }
  }
  fragment Step on Span {
    spanId
    parentSpanId
    type
    name
    startedAt
    latencyMs
    level
    statusMessage
    model
  }
`)

/** Of the spans of a turn so many come with it; the page of the trace has all. */
export const MAX_STEPS = 100

/** The spans that are known below the one that stands for the whole turn; all, where none does. */
export function stepsOf({ spans: { nodes } }: TurnFragment): readonly StepFragment[] {
  const roots = nodes.filter(({ parentSpanId }) => (parentSpanId ?? '') === '')
  return roots.length === 1 ? nodes.filter((span) => span !== roots[0]) : nodes
}

/** How many there are, known or not. */
export function stepCount(turn: TurnFragment): number {
  const unknown = Number(turn.spanCount) - turn.spans.nodes.length
  return stepsOf(turn).length + Math.max(unknown, 0)
}

export function modelsOf({ spans: { nodes } }: TurnFragment): string[] {
  return [...new Set(nodes.flatMap(({ model }) => model || []))]
}

/** The spans that failed, each where it happened: what only passed it on is left out. */
export function failuresOf({ spans: { nodes } }: TurnFragment): readonly StepFragment[] {
  const failed = nodes.filter(({ level }) => level === 'ERROR')
  const parents = new Map(nodes.map(({ spanId, parentSpanId }) => [spanId, parentSpanId]))
  const below = failed.map((span) => ({ span, within: ancestorsOf(span.spanId, parents) }))
  return failed.filter(
    ({ spanId, statusMessage }) =>
      !below.some(
        ({ span, within }) =>
          within.has(spanId) && (!statusMessage || span.statusMessage === statusMessage),
      ),
  )
}

/** Those above a span, as far as they are known; some senders make circles of them. */
function ancestorsOf(spanId: string, parents: ReadonlyMap<string, string | null>): Set<string> {
  const ancestors = new Set<string>()
  let above = parents.get(spanId)
  while (above && above !== spanId && !ancestors.has(above)) {
    ancestors.add(above)
    above = parents.get(above)
  }
  return ancestors
}
