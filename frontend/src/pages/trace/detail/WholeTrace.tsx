// What is said of a trace as a whole, asked for when no span is chosen.
import { useAnswer } from '../../../api/answers'
import { graphql } from '../../../generated'
import { Show, Skeleton } from '../../../parts/Answer'
import { NamedValue } from '../../../parts/content/LazyValue'
import { hasNoContent, MAX_CONTENT_BYTES, InputAndOutput } from '../../../parts/content/SpanContent'
import { FEEDBACK_PAGE_SIZE } from '../../../parts/feedback/AllFeedback'
import { Feedback } from '../../../parts/feedback/Feedback'
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

export function WholeTrace({ traceId }: { traceId: string }) {
  const answer = useAnswer(WholeTraceDocument, {
    view: null,
    subject: traceId,
    variables: () => ({ traceId, most: MAX_CONTENT_BYTES, given: FEEDBACK_PAGE_SIZE }),
  })
  const viewOf = useView()
  return (
    <article aria-label="The whole trace">
      <h2>The whole trace</h2>
      <Show answer={answer} skeleton={<Skeleton rows={5} />}>
        {({ trace }) =>
          trace && (
            <>
              {hasNoContent(trace) && (
                <p className="faint">It has no input or output of its own. Choose a span.</p>
              )}
              <InputAndOutput of={trace} viewOf={viewOf} />
              <Feedback id={trace.id} traceId={traceId} feedback={trace.feedbackConnection} />
              <NamedValue name="Metadata" value={trace.metadata} {...viewOf('metadata')} />
            </>
          )
        }
      </Show>
    </article>
  )
}
