// Sends a document, returns an Answer: one state at a time.
import {
  type QueryClient,
  type QueryKey,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { TypedDocumentString } from '../generated/graphql'
import { parseJson, writeJson } from './json'
import { at } from '../urls/here'
import { type Link, link } from '../live/connectionStatus'
import { useStore } from '../hooks/store'
import { API } from '../urls'

export type Answer<T> =
  | { state: 'loading' }
  | { state: 'failed'; reason: string; absent: boolean; retry: () => void }
  | {
      state: 'ready'
      data: T
      /** True while what is shown belongs to what was asked for before. */
      changing: boolean
      /** Why the last look for news failed; what is shown is older. */
      behind: string | null
    }

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

export async function ask<T, V>(
  document: TypedDocumentString<T, V>,
  variables: V,
  signal?: AbortSignal,
): Promise<T> {
  const body = await request(at(API), {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: writeJson({ query: document.toString(), variables }),
    signal,
  })
  return body.data as T
}

/** Often enough that what an SDK flushed is seen within two seconds. */
const EVERY_MS = 1000
/** While the server tells what happens, the rest: time that passes, who a user is said to be. */
const REST_MS = 15_000
/** At most this share of the time is spent asking. */
const SHARE = 0.25
const tookMs = new Map<string, number>()

/** Answers the question, and remembers how long that took. */
export async function timed<T>(question: string, answer: () => Promise<T>): Promise<T> {
  const began = Date.now()
  const data = await answer()
  tookMs.set(question, Date.now() - began)
  return data
}

/** After how many ms the same question may be asked again. */
export function askAgainAfter(question: string): number {
  return Math.max(EVERY_MS, (tookMs.get(question) ?? 0) / SHARE)
}

function pollAfter(question: string, state: Link): number {
  return Math.max(askAgainAfter(question), state === 'on' ? REST_MS : 0)
}

/** The document's text, by which answers are kept first of all. */
export function textOf(key: QueryKey): string {
  return String(key[0])
}

interface Asking<S, V> {
  /** What the user chose, as the address has it. */
  view: S
  /** What that means now: called again at each look for news. */
  variables: (view: S, now: number) => V
  /** Whom or what the page is about: another one's answer is never shown in the meantime. */
  subject?: string
  /** True while what the view means is not known. */
  waits?: boolean
  /** False for what does not change. */
  news?: boolean
  /** How often to look where the server tells no news: only of traces does it tell. */
  everyMs?: number
}

function queryOf<T, V, S>(
  document: TypedDocumentString<T, V>,
  { view, variables, subject = '' }: Asking<S, V>,
) {
  const text = document.toString()
  return {
    // Live or not, the question is the same.
    queryKey: [text, subject, { ...view, live: undefined }],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      timed(text, () => ask(document, variables(view, Date.now()), signal)),
  }
}

export function useAnswer<T, V, S>(
  document: TypedDocumentString<T, V>,
  asking: Asking<S, V>,
): Answer<T> {
  const { subject = '', waits = false, news, everyMs } = asking
  const following = useFollowing(document.toString(), news, everyMs)
  const query = useQuery({
    ...queryOf(document, asking),
    enabled: !waits,
    placeholderData: (last, of) => (of?.queryKey[1] === subject ? last : undefined),
    ...following,
  })
  return answerOf(query)
}

/** How news of an answer are asked for; a question's answers are kept by its text. */
export function useFollowing(text: string, news = true, everyMs?: number) {
  const state = useStore(link)
  const live = useSearch({ strict: false }).live !== 'off'
  return {
    refetchInterval: news && live && (() => everyMs ?? pollAfter(text, state)),
    refetchOnWindowFocus: live,
    staleTime: news ? 0 : Infinity,
    meta: { news: news && live },
  }
}

/** So long an answer that nobody has looked at yet is worth keeping. */
const AHEAD_MS = 60_000

/** Asks now what a part of the page that is not drawn yet will ask. */
export function askAhead<T, V, S>(
  client: QueryClient,
  document: TypedDocumentString<T, V>,
  asking: Asking<S, V>,
): void {
  void client.prefetchQuery({
    ...queryOf(document, asking),
    staleTime: AHEAD_MS,
    gcTime: AHEAD_MS,
  })
}

/** Asks now what will be asked for these views, so that it is there when it is. */
export function useAhead<T, V, S>(
  document: TypedDocumentString<T, V>,
  views: readonly S[],
  variables: (view: S, now: number) => V,
): void {
  const client = useQueryClient()
  const text = JSON.stringify(views)
  useEffect(() => {
    for (const view of JSON.parse(text) as S[]) {
      askAhead(client, document, { view, variables })
    }
  }, [client, document, text, variables])
}

interface Asked<T> {
  data: T | undefined
  error: Error | null
  isPlaceholderData: boolean
  refetch: () => unknown
}

export function answerOf<T>(query: Asked<T>): Answer<T> {
  const { data, error } = query
  if (data !== undefined) {
    return {
      state: 'ready',
      data,
      changing: query.isPlaceholderData,
      behind: error === null ? null : error.message,
    }
  }
  // Somebody signed out is on the way to the sign-in page.
  if (error === null || error instanceof SignedOut) return { state: 'loading' }
  const absent = error instanceof Absent
  return { state: 'failed', reason: error.message, absent, retry: () => void query.refetch() }
}

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
