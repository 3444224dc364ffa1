// What the address of the sign-in page holds: a token that signs in, and where one came from.
import * as v from 'valibot'
import { checked, text } from './params'
import { root, withoutRoot } from './root'

export const signInSearch = v.object({ token: text, from: checked(isReturnAddress) })

/** Only an address of this page may be gone back to: never another site's, nor sign-in itself. */
function isReturnAddress(from: string): boolean {
  const isSignIn = /^(\/project\/[^/]+)?\/sign-in/.test(withoutRoot(root, from))
  return /^\/(?![/\\])/.test(from) && !isSignIn
}
