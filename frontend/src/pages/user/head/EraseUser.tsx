// Erases a user, once somebody typed who it is.
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useAnswer } from '../../../api/answers'
import { useChange } from '../../../api/changes'
import * as format from '../../../format'
import { graphql } from '../../../generated'
import type { ToEraseQuery } from '../../../generated/graphql'
import { Show, Skeleton } from '../../../parts/Answer'
import { Field } from '../../../parts/controls/Field'
import { FormDialog } from '../../../parts/controls/FormDialog'
import { Id } from '../../../parts/Id'
import { cameFrom } from '../../../parts/usersList/usersList'
import type { UserSearch } from '../../../urls/user'
import { useAddress } from '../address'

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

export function EraseUser({ onClose }: { onClose: () => void }) {
  const { userId, search } = useAddress()
  const [typed, setTyped] = useState('')
  const answer = useAnswer(ToEraseDocument, {
    view: null,
    subject: userId,
    variables: () => ({ userId }),
  })
  const leave = useLeave(search)
  const { change, ...state } = useChange(EraseDocument, ({ deleteUser }) =>
    leave(`Erased ${userId}, with ${format.plural(deleteUser.deletedTraceCount, 'trace')}.`),
  )
  return (
    <FormDialog
      title="Erase this user"
      submit="Erase for good"
      isDanger
      // A field takes no line breaks.
      disabled={typed !== userId.replace(/[\r\n]/g, '')}
      {...state}
      onSubmit={() => change({ input: { userId } })}
      onClose={onClose}
    >
      <Show answer={answer} skeleton={<Skeleton rows={1} />}>
        {({ user }) => <WhatGoes user={user} />}
      </Show>
      <Field
        label={
          <span>
            To erase them, type{' '}
            <code>
              <Id of={userId} />
            </code>
          </span>
        }
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
        spellCheck={false}
      />
    </FormDialog>
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
