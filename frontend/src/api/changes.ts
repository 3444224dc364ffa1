// What a page changes on the server, and what becomes of that.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { TypedDocumentString } from '../generated/graphql'
import { ask } from './request'

interface Change<V> {
  change: (variables: V) => void
  busy: boolean
  /** Why it was refused, or could not be sent. */
  reason: string | null
}

/** A mutation; `done` is called once all of it is stored. */
export function useChange<T, V>(
  document: TypedDocumentString<T, V>,
  done: (data: T) => unknown,
): Change<V> {
  const { mutate, isPending, error } = useMutation({
    mutationFn: (variables: V) => ask(document, variables),
    onSuccess: done,
  })
  return { change: mutate, busy: isPending, reason: error === null ? null : error.message }
}

/** A mutation after which all that is shown is asked anew; `done` is called once that is there. */
export function useRefreshingChange<T, V>(
  document: TypedDocumentString<T, V>,
  done?: () => void,
): Change<V> {
  const queries = useQueryClient()
  return useChange(document, async () => {
    await queries.invalidateQueries()
    done?.()
  })
}
