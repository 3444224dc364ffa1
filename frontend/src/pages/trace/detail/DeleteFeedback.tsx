// Takes back feedback that was given on this page or by a visitor, once somebody said so twice.
import { useQueryClient } from '@tanstack/react-query'
import { graphql } from '../../../generated'
import type { FeedbackRowFragment } from '../../../generated/graphql'
import { useChange } from '../../../api/changes'
import { Dialog } from '../../../parts/controls/Dialog'
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
  /** Null while nothing is to go. */
  given: FeedbackRowFragment | null
  onClose: () => void
}

export function DeleteFeedback({ given, onClose }: DeleteFeedbackProps) {
  return (
    <Dialog open={given !== null} onClose={onClose} title="Delete this feedback">
      {given && <Confirm given={given} onClose={onClose} />}
    </Dialog>
  )
}

function Confirm({ given, onClose }: { given: FeedbackRowFragment; onClose: () => void }) {
  const queries = useQueryClient()
  const { change, busy, reason } = useChange(DeleteFeedbackDocument, async () => {
    await queries.invalidateQueries()
    onClose()
  })
  return (
    <>
      <p>
        <strong>{given.name}</strong> {feedbackText(given)} will be gone, from all sums too.
      </p>
      {reason !== null && (
        <p role="alert" className="refused">
          {reason}
        </p>
      )}
      <div className="actions">
        <button type="button" onClick={onClose}>
          Cancel
        </button>
        <button
          type="button"
          className="danger"
          disabled={busy}
          onClick={() => change({ input: { feedbackId: given.feedbackId } })}
        >
          Delete
        </button>
      </div>
    </>
  )
}
