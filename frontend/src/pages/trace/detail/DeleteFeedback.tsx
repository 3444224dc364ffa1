import { useRefreshingChange } from '../../../api/changes'
// Takes back feedback that was given on this page or by a visitor, once somebody said so twice.
import { graphql } from '../../../generated'
import type { FeedbackRowFragment } from '../../../generated/graphql'
import { FormDialog } from '../../../parts/controls/FormDialog'
import { feedbackText } from '../../../parts/feedback/FeedbackValue'

const DeleteFeedbackDocument = graphql(`
  mutation DeleteFeedback($input: DeleteFeedbackInput!) {
    deleteFeedback(input: $input) {
      deletedFeedbackId
    }
  }
`)

/** With these the ids of feedback begin that this page gives. */
const OWN = 'page-'

export function ownId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return OWN + Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** What the application gave, it can take back itself. */
export function isRemovable({ feedbackId, source }: FeedbackRowFragment): boolean {
  return feedbackId.startsWith(OWN) || source === 'VISITOR'
}

interface DeleteFeedbackProps {
  feedback: FeedbackRowFragment
  onClose: () => void
}

export function DeleteFeedback({ feedback, onClose }: DeleteFeedbackProps) {
  const { change, busy, reason } = useRefreshingChange(DeleteFeedbackDocument, onClose)
  return (
    <FormDialog
      title="Delete this feedback"
      submit="Delete"
      isDanger
      busy={busy}
      reason={reason}
      onSubmit={() => change({ input: { feedbackId: feedback.feedbackId } })}
      onClose={onClose}
    >
      <p>
        <strong>{feedback.name}</strong> {feedbackText(feedback)} will be gone, from all sums too.
      </p>
    </FormDialog>
  )
}
