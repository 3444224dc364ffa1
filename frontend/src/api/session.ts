// Who looks: the browser's session, and the ways in and out of it.
import { type QueryClient, useQuery } from '@tanstack/react-query'
import { here, serverUrl } from '../urls/here'
import { type Answer, answerOf } from './answers'
import { Failed, request, SignedOut } from './request'

export interface Session {
  project: { projectId: string; name: string }
  /** The oldest that works; null where none does. */
  publicKey: string | null
  passwordSet: boolean
}

const sessionQuery = {
  queryKey: ['session'],
  queryFn: async () => (await request(serverUrl('/session'), {})) as unknown as Session,
  staleTime: 60_000,
}

export function useSession(): Answer<Session> {
  return answerOf(useQuery(sessionQuery))
}

export function prefetchSession(client: QueryClient): void {
  void client.prefetchQuery(sessionQuery)
}

/** Whether a password would let somebody in who is not. */
export function usePasswordSet(): Answer<boolean> {
  const query = useQuery({
    queryKey: ['password-set'],
    queryFn: async () => {
      const response = await fetch(`${here.root}/session`)
      const body = (await response.json()) as { passwordSet: boolean }
      return body.passwordSet
    },
  })
  return answerOf(query)
}

export type Credentials = { password: string } | { token: string }

/** Null once in, or why not. */
export async function signIn(credentials: Credentials): Promise<string | null> {
  try {
    await request(`${here.root}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(credentials),
      // A link is spent whether or not the reader waits for the page that it opens.
      keepalive: true,
    })
    return null
  } catch (error) {
    if (error instanceof SignedOut || error instanceof Failed) return error.message
    throw error
  }
}

export async function signOut(): Promise<void> {
  await request(`${here.root}/session`, { method: 'DELETE' })
}

/** Calls back once somebody sees the page, which browsers load ahead or behind. Returns how to stop. */
export function onceVisible(then: () => void): () => void {
  const stop = new AbortController()
  const look = () => {
    if (document.visibilityState !== 'visible') return
    stop.abort()
    then()
  }
  document.addEventListener('visibilitychange', look, { signal: stop.signal })
  look()
  return () => stop.abort()
}
