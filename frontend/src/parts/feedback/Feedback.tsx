// Feedback that a trace or a span was given, and a form to give some.
import { Link, useParams } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { graphql } from '../../generated'
import { ConfirmDialog } from '../controls/FormDialog'
import { IconButton } from '../controls/IconButton'
import { Id } from '../Id'
import { AllFeedback, type FeedbackItem, type FeedbackPage } from './AllFeedback'
import { feedbackText } from './FeedbackValue'
import { OWN } from './own'

// Most read and give none.
export const GiveFeedback = lazy(async () => ({
  default: (await import('./GiveFeedback')).GiveFeedback,
}))

const DeleteFeedbackDocument = graphql(`
  mutation DeleteFeedback($input: DeleteFeedbackInput!) {
    deleteFeedback(input: $input) {
      __typename
    }
  }
`)

interface FeedbackProps {
  /** The global id of the trace or span. */
  id: string
  traceId: string
  /** Left out for the whole trace. */
  spanId?: string
  feedback: FeedbackPage
}

export function Feedback(props: FeedbackProps) {
  const [giving, setGiving] = useState(false)
  const { traceId, spanId } = props
  return (
    <section className="named" aria-label="Feedback">
      <h3>Feedback</h3>
      <GivenFeedback {...props} />
      {giving ? (
        <Suspense fallback={null}>
          <GiveFeedback traceId={traceId} spanId={spanId} onDone={() => setGiving(false)} />
        </Suspense>
      ) : (
        <button type="button" onClick={() => setGiving(true)}>
          Give feedback
        </button>
      )}
    </section>
  )
}

/** What was given, and a way to take back what was given here. */
export function GivenFeedback({ id, traceId, spanId, feedback }: FeedbackProps) {
  const [deleted, setDeleted] = useState<FeedbackItem | null>(null)
  return (
    <>
      <AllFeedback
        id={id}
        feedback={feedback}
        renderMore={(one) => (
          <FeedbackExtras
            feedback={one}
            traceId={traceId}
            onSpan={spanId}
            onDelete={() => setDeleted(one)}
          />
        )}
      />
      {deleted && (
        <ConfirmDialog
          title="Delete this feedback"
          submit="Delete"
          document={DeleteFeedbackDocument}
          variables={{ input: { feedbackId: deleted.feedbackId } }}
          onClose={() => setDeleted(null)}
        >
          <p>
            <strong>{deleted.name}</strong> {feedbackText(deleted)} will be gone, from all sums too.
          </p>
        </ConfirmDialog>
      )}
    </>
  )
}

interface FeedbackExtrasProps {
  feedback: FeedbackItem
  traceId: string
  /** The span that is shown, if one is. */
  onSpan?: string
  onDelete: () => void
}

function FeedbackExtras({ feedback, traceId, onSpan, onDelete }: FeedbackExtrasProps) {
  const { name, span } = feedback
  const isHere = useParams({ strict: false }).traceId === traceId
  return (
    <>
      {span && span.spanId !== onSpan && (
        <small className="faint">
          {', on '}
          <Link
            to={isHere ? '.' : '/traces/$traceId'}
            params={{ traceId }}
            search={(search) => ({ ...(isHere && search), span: span.spanId })}
            resetScroll={!isHere}
          >
            {span.name || <Id of={span.spanId} />}
          </Link>
        </small>
      )}
      {isRemovable(feedback) && (
        <IconButton
          icon="bin"
          className="quiet icon copy"
          label={`Delete ${name}: ${feedbackText(feedback)}`}
          title="Delete"
          onClick={onDelete}
        />
      )}
    </>
  )
}

/** What the application gave, it can take back itself. */
function isRemovable({ feedbackId, source }: FeedbackItem): boolean {
  return feedbackId.startsWith(OWN) || source === 'VISITOR'
}
