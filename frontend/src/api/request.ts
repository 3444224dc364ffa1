// Sends a document to the server, and says what went wrong in a sentence for the reader.
import type { TypedDocumentString } from '../generated/graphql'
import { serverUrl } from '../urls/here'
import { API } from '../urls/root'
import { parseJson, writeJson } from './json'

/** The browser is not signed in (any more). */
export class SignedOut extends Error {}

/** What the server, or the way to it, said in a sentence for the reader. */
export class Failed extends Error {}

/** There is nothing at this address: the project that it names does not exist. */
export class Absent extends Failed {}

interface Body {
  data?: unknown
  errors?: { message: string }[]
  message?: string
}

async function bodyOf(response: Response): Promise<Body> {
  try {
    return parseJson(await response.text()) as Body
  } catch {
    return {}
  }
}

/** What came back of a request with JSON in it. Throws SignedOut or Failed. */
export async function request(path: string, init: RequestInit): Promise<Body> {
  let response: Response
  try {
    response = await fetch(path, { ...init, credentials: 'same-origin' })
  } catch (cause) {
    if (init.signal?.aborted) throw cause
    throw new Failed('The server cannot be reached.', { cause })
  }
  const body = response.status === 204 ? {} : await bodyOf(response)
  if (response.status === 401) throw new SignedOut(body.message ?? 'Sign in first.')
  const reason = body.errors?.[0]?.message ?? body.message
  if (response.status === 404) throw new Absent(reason ?? 'There is no such thing.')
  if (reason !== undefined) throw new Failed(reason)
  if (!response.ok) throw new Failed(`The server answered ${response.status}.`)
  return body
}

/** The data of the answer. Throws SignedOut or Failed. */
export async function ask<T, V>(
  document: TypedDocumentString<T, V>,
  variables: V,
  signal?: AbortSignal,
): Promise<T> {
  const body = await request(serverUrl(API), {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: writeJson({ query: document.toString(), variables }),
    signal,
  })
  return body.data as T
}
