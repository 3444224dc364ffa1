// Feedback that a trace or a span was given, and a form to give some.
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { graphql } from '../../../generated'
import { ConfirmDialog } from '../../../parts/controls/FormDialog'
import { IconButton } from '../../../parts/controls/IconButton'
import {
  AllFeedback,
  type FeedbackItem,
  type FeedbackPage,
} from '../../../parts/feedback/AllFeedback'
import { feedbackText } from '../../../parts/feedback/FeedbackValue'
import { Id } from '../../../parts/Id'
import { GiveFeedback, OWN } from './GiveFeedback'

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

export function Feedback({ id, traceId, spanId, feedback }: FeedbackProps) {
  const [giving, setGiving] = useState(false)
  const [deleted, setDeleted] = useState<FeedbackItem | null>(null)
  return (
    <section className="named" aria-label="Feedback">
      <h3>Feedback</h3>
      <AllFeedback
        id={id}
        feedback={feedback}
        renderMore={(one) => (
          <FeedbackExtras feedback={one} onSpan={spanId} onDelete={() => setDeleted(one)} />
        )}
      />
      {giving ? (
        <GiveFeedback traceId={traceId} spanId={spanId} onDone={() => setGiving(false)} />
      ) : (
        <button type="button" onClick={() => setGiving(true)}>
          Give feedback
        </button>
      )}
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
    </section>
  )
}

interface FeedbackExtrasProps {
  feedback: FeedbackItem
  /** The span that is shown, if one is. */
  onSpan?: string
  onDelete: () => void
}

function FeedbackExtras({ feedback, onSpan, onDelete }: FeedbackExtrasProps) {
  const { name, span } = feedback
  return (
    <>
      {span && span.spanId !== onSpan && (
        <small className="faint">
          {', on '}
          <Link to="." search={(search) => ({ ...search, span: span.spanId })} resetScroll={false}>
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
