// What is said of a trace as a whole, asked for when no span is chosen.
import { graphql } from '../../../generated'
import { useAnswer } from '../../../api/answers'
import type { TraceSearch } from '../../../urls/trace'
import { Show, Skeleton } from '../../../parts/Answer'
import { Named } from '../../../parts/content/NamedValue'
import { Feedback } from './Feedback'
import { GIVEN } from '../../../parts/feedback/AllFeedback'
import { Held, holdsNothing, MOST_BYTES } from '../../../parts/content/SpanContent'
import { useView } from '../view'

const WholeTraceDocument = graphql(`
  query WholeTrace($traceId: String!, $most: Int!, $given: Int!) {
    trace(traceId: $traceId) {
      id
      metadata
      inputBytes
      input(maxBytes: $most)
      outputBytes
      output(maxBytes: $most)
      feedbackConnection(first: $given) {
        ...FeedbackPage
        nodes {
          span {
            spanId
            name
          }
        }
      }
    }
  }
`)

export function WholeTrace({ traceId, search }: { traceId: string; search: TraceSearch }) {
  const answer = useAnswer(WholeTraceDocument, {
    view: null,
    subject: traceId,
    variables: () => ({ traceId, most: MOST_BYTES, given: GIVEN }),
  })
  const viewOf = useView(search)
  return (
    <article aria-label="The whole trace">
      <h2>The whole trace</h2>
      <Show answer={answer} skeleton={<Skeleton rows={5} />}>
        {({ trace }) =>
          trace && (
            <>
              {holdsNothing(trace) && (
                <p className="faint">It has no input or output of its own. Choose a span.</p>
              )}
              <Held
                id={trace.id}
                of="input"
                value={trace.input}
                bytes={trace.inputBytes}
                {...viewOf('input')}
              />
              <Held
                id={trace.id}
                of="output"
                value={trace.output}
                bytes={trace.outputBytes}
                {...viewOf('output')}
              />
              <Feedback id={trace.id} traceId={traceId} given={trace.feedbackConnection} />
              <Named name="Metadata" value={trace.metadata} {...viewOf('metadata')} />
            </>
          )
        }
      </Show>
    </article>
  )
}
