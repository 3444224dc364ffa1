// Erases a user, once somebody typed who it is.
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import * as format from '../../../format'
import { graphql } from '../../../generated'
import type { ToEraseQuery } from '../../../generated/graphql'
import { useAnswer } from '../../../api/answers'
import { useChange } from '../../../api/changes'
import type { UserSearch } from '../../../urls/user'
import { cameFrom } from '../../../parts/usersList/usersList'
import { Show, Skeleton } from '../../../parts/Answer'
import { Dialog } from '../../../parts/controls/Dialog'
import { Id } from '../../../parts/Id'

const ToEraseDocument = graphql(`
  query ToErase($userId: String!) {
    user(userId: $userId) {
      metrics {
        traceCount
        spanCount
        feedbackCount
      }
    }
  }
`)

const EraseDocument = graphql(`
  mutation EraseUser($input: DeleteUserInput!) {
    deleteUser(input: $input) {
      deletedTraceCount
    }
  }
`)

interface EraseUserProps {
  open: boolean
  onClose: () => void
  userId: string
  search: UserSearch
}

export function EraseUser({ open, onClose, userId, search }: EraseUserProps) {
  return (
    <Dialog open={open} onClose={onClose} title="Erase this user">
      <EraseForm onClose={onClose} userId={userId} search={search} />
    </Dialog>
  )
}

type EraseFormProps = Omit<EraseUserProps, 'open'>

function EraseForm({ onClose, userId, search }: EraseFormProps) {
  const [typed, setTyped] = useState('')
  const answer = useAnswer(ToEraseDocument, {
    view: null,
    subject: userId,
    variables: () => ({ userId }),
  })
  const leave = useLeave(search)
  // A field takes no line breaks.
  const matches = typed === userId.replace(/[\r\n]/g, '')
  const { change, busy, reason } = useChange(EraseDocument, ({ deleteUser }) =>
    leave(`Erased ${userId}, with ${format.plural(deleteUser.deletedTraceCount, 'trace')}.`),
  )
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (matches) change({ input: { userId } })
  }
  return (
    <form onSubmit={submit}>
      <Show answer={answer} skeleton={<Skeleton rows={1} />}>
        {({ user }) => <WhatGoes user={user} />}
      </Show>
      <label>
        <span>
          To erase them, type{' '}
          <code>
            <Id of={userId} />
          </code>
        </span>
        <input
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
        />
      </label>
      {reason !== null && (
        <p role="alert" className="refused">
          {reason}
        </p>
      )}
      <div className="actions">
        <button type="button" onClick={onClose}>
          Cancel
        </button>
        <button type="submit" className="danger" disabled={busy || !matches}>
          Erase for good
        </button>
      </div>
    </form>
  )
}

function WhatGoes({ user }: ToEraseQuery) {
  if (!user) return <p>Nothing of theirs is left.</p>
  const { traceCount, spanCount, feedbackCount } = user.metrics
  return (
    <p>
      {format.plural(traceCount, 'trace')} with {format.plural(spanCount, 'span')}, their inputs and
      outputs, {format.plural(feedbackCount, 'piece', 'pieces')} of feedback, name, e-mail address
      and properties will be gone. This cannot be undone.
    </p>
  )
}

/** Back to the list that the user was opened from, which says what became of them. */
function useLeave(search: UserSearch): (note: string) => Promise<void> {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return async (note) => {
    // Lists that are kept still show who is gone.
    queries.removeQueries({ type: 'inactive' })
    const { period, from, to } = search
    const list = cameFrom(search)?.list ?? { period, from, to }
    await navigate({ to: '/users', search: list, state: { note }, replace: true })
  }
}
