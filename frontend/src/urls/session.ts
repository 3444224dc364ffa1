// What the address of a conversation's page holds: the turn it leads to, and the list it was opened from.
import * as v from 'valibot'
import { text } from './params'
import { periodParams } from './period'
import { parseSearch } from './search'

const params = {
  /** The trace that is scrolled to. */
  turn: text,
  /** The user whose conversations one goes through, newest first, and the cursor of this one there. */
  of: text,
  at: text,
  ...periodParams,
}
export const sessionSearch = v.object(params)
export type SessionSearch = v.InferInput<typeof sessionSearch>

/** The session that the address of a user's page named while it was shown there. */
export function formerSession(search: string): string | undefined {
  return parseSearch(search).session || undefined
}
