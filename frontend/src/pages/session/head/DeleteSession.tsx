// Deletes a conversation, once somebody said so twice.
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useChange } from '../../../api/changes'
import * as format from '../../../format'
import { graphql } from '../../../generated'
import type { SessionHeadFragment } from '../../../generated/graphql'
import { FormDialog } from '../../../parts/controls/FormDialog'
import { periodParams, pick } from '../../../urls'
import { useAddress } from '../address'

const DeleteSessionDocument = graphql(`
  mutation DeleteSession($input: DeleteSessionInput!) {
    deleteSession(input: $input) {
      deletedTraceCount
    }
  }
`)

interface DeleteSessionProps {
  session: SessionHeadFragment
  onClose: () => void
}

export function DeleteSession({ session, onClose }: DeleteSessionProps) {
  const { sessionId, metrics } = session
  const leave = useLeave(session.user?.userId)
  const { change, ...state } = useChange(DeleteSessionDocument, ({ deleteSession }) =>
    leave(`Deleted the session, with ${format.plural(deleteSession.deletedTraceCount, 'turn')}.`),
  )
  return (
    <FormDialog
      title="Delete this session"
      submit="Delete for good"
      isDanger
      {...state}
      onSubmit={() => change({ input: { sessionId } })}
      onClose={onClose}
    >
      <p>
        {format.plural(metrics.traceCount, 'turn')} with {format.plural(metrics.spanCount, 'span')},
        their inputs and outputs and {format.plural(metrics.feedbackCount, 'piece', 'pieces')} of
        feedback will be gone, from all sums too. This cannot be undone.
      </p>
    </FormDialog>
  )
}

/** Back to the list of whose it was, which says what became of it. */
function useLeave(owner: string | undefined): (note: string) => Promise<void> {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { search } = useAddress()
  return async (note) => {
    // Lists that are kept still show what is gone.
    queries.removeQueries({ type: 'inactive' })
    const list = pick(periodParams, search)
    const userId = search.of ?? owner
    const shared = { state: { note }, replace: true }
    if (userId === undefined) await navigate({ to: '/users', search: list, ...shared })
    else {
      const address = { to: '/users/$userId' as const, params: { userId } }
      await navigate({ ...address, search: { ...list, tab: 'sessions' }, ...shared })
    }
  }
}
