// What the server is asked and answers, as a page sees it: one state at a time, kept up to date.
import { type QueryClient, type QueryKey, useQuery, useQueryClient } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { TypedDocumentString } from '../generated/graphql'
import { useStore } from '../hooks/store'
import { type ConnectionStatus, connectionStatus } from './connectionStatus'
import { Absent, ask, SignedOut } from './request'

export type Answer<T> =
  | { state: 'loading' }
  | { state: 'failed'; reason: string; absent: boolean; retry: () => void }
  | {
      state: 'ready'
      data: T
      /** True while what is shown belongs to what was asked for before. */
      changing: boolean
      /** Why it could not be brought up to date; what is shown is older. */
      staleReason: string | null
    }

/** Often enough that what an SDK flushed is seen within two seconds. */
const POLL_MS = 1000
/** While the server tells what happens, the rest: time that passes, who a user is said to be. */
const LIVE_POLL_MS = 15_000
/** At most this share of the time is spent asking. */
const MAX_SHARE = 0.25
const answerMs = new Map<string, number>()

/** Remembers how long the answer to the question took. */
async function timed<T>(question: string, answer: () => Promise<T>): Promise<T> {
  const began = Date.now()
  const data = await answer()
  answerMs.set(question, Date.now() - began)
  return data
}

/** After how many ms the same question may be asked again. */
export function askAgainAfter(question: string): number {
  return Math.max(POLL_MS, (answerMs.get(question) ?? 0) / MAX_SHARE)
}

/** The document's text, by which answers are kept first of all. */
export function textOf(key: QueryKey): string {
  return String(key[0])
}

export interface Question<T, V, S> {
  /** What the user chose, as the address has it. */
  view: S
  /** What that means now: called again whenever it is asked anew. */
  variables: (view: S, now: number) => NoInfer<V>
  /** Whom or what the page is about: another one's answer is never shown in the meantime. */
  subject?: string
  /** True while what the view means is not known. */
  waits?: boolean
  /** False for what does not change. */
  isLive?: boolean
  /** How often to ask where the server tells nothing: only of traces does it tell. */
  everyMs?: number
  /** Where one request does not answer it. */
  answer?: (variables: V, signal: AbortSignal) => Promise<T>
}

function queryOf<T, V, S>(
  document: TypedDocumentString<T, V>,
  { view, variables, subject = '', answer }: Question<T, V, S>,
) {
  const text = document.toString()
  const read = answer ?? ((given: V, signal: AbortSignal) => ask(document, given, signal))
  return {
    // Live or not, the question is the same.
    queryKey: [text, subject, { ...view, live: undefined }],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      timed(text, () => read(variables(view, Date.now()), signal)),
  }
}

export function useAnswer<T, V, S>(
  document: TypedDocumentString<T, V>,
  question: Question<T, V, S>,
): Answer<T> {
  const { subject = '', waits = false, isLive = true, everyMs } = question
  const status = useStore(connectionStatus)
  const follows = useSearch({ strict: false }).live !== 'off'
  const query = useQuery({
    ...queryOf(document, question),
    enabled: !waits,
    placeholderData: (last, of) => (of?.queryKey[1] === subject ? last : undefined),
    refetchInterval: isLive && follows && (() => everyMs ?? pollAfter(document.toString(), status)),
    refetchOnWindowFocus: follows,
    staleTime: isLive ? 0 : Infinity,
    meta: { isLive: isLive && follows },
  })
  return answerOf(query)
}

/** A question that nothing has to be told for. */
export function fixedQuestion(isLive = true) {
  return { view: null, variables: () => ({}), isLive }
}

function pollAfter(question: string, status: ConnectionStatus): number {
  return Math.max(askAgainAfter(question), status === 'on' ? LIVE_POLL_MS : 0)
}

/** So long an answer that nobody has looked at yet is worth keeping. */
const PREFETCHED_MS = 60_000

/** Asks now what a part of the page that is not drawn yet will ask. */
export function prefetch<T, V, S>(
  client: QueryClient,
  document: TypedDocumentString<T, V>,
  question: Question<T, V, S>,
): void {
  void client.prefetchQuery({
    ...queryOf(document, question),
    staleTime: PREFETCHED_MS,
    gcTime: PREFETCHED_MS,
  })
}

/** Asks now what will be asked for these views, so that it is there when it is. */
export function usePrefetch<T, V, S>(
  document: TypedDocumentString<T, V>,
  views: readonly S[],
  variables: (view: S, now: number) => V,
): void {
  const client = useQueryClient()
  const text = JSON.stringify(views)
  useEffect(() => {
    for (const view of JSON.parse(text) as S[]) prefetch(client, document, { view, variables })
  }, [client, document, text, variables])
}

interface QueryResult<T> {
  data: T | undefined
  error: Error | null
  isPlaceholderData: boolean
  refetch: () => unknown
}

export function answerOf<T>(query: QueryResult<T>): Answer<T> {
  const { data, error } = query
  if (data !== undefined) {
    return {
      state: 'ready',
      data,
      changing: query.isPlaceholderData,
      staleReason: error === null ? null : error.message,
    }
  }
  // Somebody signed out is on the way to the sign-in page.
  if (error === null || error instanceof SignedOut) return { state: 'loading' }
  const absent = error instanceof Absent
  return { state: 'failed', reason: error.message, absent, retry: () => void query.refetch() }
}
