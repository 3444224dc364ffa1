// News of what is shown, told by the server as it is stored; while it cannot tell, pages ask again.
import { type Query, type QueryClient, useQueryClient } from '@tanstack/react-query'
import type { Client } from 'graphql-ws'
import { useEffect } from 'react'
import { graphql } from './generated'
import type { ChangedSubscriptionVariables } from './generated/graphql'
import { askAgainAfter, textOf } from './graphql'
import { at } from './urls/here'
import { type Link, link } from './link'
import { useStore } from './store'
import { API } from './urls'

const ChangedDocument = graphql(`
  subscription Changed($userId: String, $traceId: String) {
    traceUpdated(userId: $userId, traceId: $traceId) {
      traceId
    }
  }
`)

const PING_MS = 10_000
const PONG_MS = 5_000
/** From one page to the next. */
const LEFT_OPEN_MS = 3_000
const NOBODY_LISTENS = 1000
const LONGEST_WAIT_MS = 10_000
/** Until a server that heard `connected` listens for what is stored. */
const SETTLED_MS = 500
/** News come in swarms: a trace is stored span by span. */
const SWARM_MS = 100

let connection: Promise<Client> | undefined

/** One connection for all pages; it is closed by itself soon after the last of them is left. */
async function connect(): Promise<Client> {
  const { createClient } = await import('graphql-ws')
  let overdue: ReturnType<typeof setTimeout> | undefined
  const client = createClient({
    url: () => new URL(at(API), location.href.replace(/^http/, 'ws')).href,
    keepAlive: PING_MS,
    lazyCloseTimeout: LEFT_OPEN_MS,
    retryAttempts: Infinity,
    shouldRetry: () => true,
    retryWait: async (tries) => {
      const wait = Math.min(500 * 2 ** tries, LONGEST_WAIT_MS)
      await new Promise((resolve) => setTimeout(resolve, wait * (0.5 + Math.random() / 2)))
    },
    on: {
      connected: () => link.set('on'),
      closed: (event) => {
        clearTimeout(overdue)
        link.set((event as CloseEvent).code === NOBODY_LISTENS ? 'new' : 'lost')
      },
      ping: (received) => {
        if (!received) overdue = setTimeout(() => client.terminate(), PONG_MS)
      },
      pong: (received) => {
        if (received) clearTimeout(overdue)
      },
    },
  })
  return client
}

/** Asks again for what is shown whenever a trace it may be about changed. Returns how to stop. */
function follow(about: ChangedSubscriptionVariables, queries: QueryClient): () => void {
  const stop = new AbortController()
  connection ??= connect()
  connection.then(
    (client) => {
      if (!stop.signal.aborted) subscribe(client, about, queries, stop.signal)
    },
    () => {
      // After an update of the server the file has another name: pages go on asking.
      connection = undefined
      link.set('lost')
    },
  )
  return () => stop.abort()
}

function subscribe(
  client: Client,
  about: ChangedSubscriptionVariables,
  queries: QueryClient,
  signal: AbortSignal,
): void {
  const refresh = () => askForNews(queries)
  // What was stored before the server listened is no news to it.
  const settle = () => setTimeout(refresh, SETTLED_MS)
  const forget = client.on('connected', settle)
  signal.addEventListener('abort', forget)
  const again = () => {
    if (signal.aborted) return
    // Dropped for reading too slowly, or refused: a new connection finds out what is the matter.
    client.terminate()
    setTimeout(start, LONGEST_WAIT_MS / 2)
  }
  const start = () => {
    if (signal.aborted) return
    const unsubscribe = client.subscribe(
      { query: ChangedDocument.toString(), variables: about },
      { next: refresh, error: again, complete: again },
    )
    signal.addEventListener('abort', unsubscribe)
  }
  start()
  if (link.get() === 'on') settle()
}

/** Every answer on the page that may have changed, each no more often than it may be asked for. */
function askForNews(queries: QueryClient): void {
  if (document.hidden) return
  const shown = queries
    .getQueryCache()
    .findAll({ type: 'active', predicate: ({ meta }) => meta?.news === true })
  for (const query of shown) askSoon(queries, query)
}

const soon = new Set<string>()

function askSoon(queries: QueryClient, query: Query): void {
  const { queryHash, queryKey } = query
  if (soon.has(queryHash)) return
  soon.add(queryHash)
  const ask = () => {
    const wait = waitFor(query)
    if (wait > 0) {
      setTimeout(ask, wait)
      return
    }
    soon.delete(queryHash)
    void queries.refetchQueries({ queryKey, exact: true, type: 'active' })
  }
  setTimeout(ask, SWARM_MS)
}

/** For how many ms the question may not be asked again. */
function waitFor({ queryKey, state }: Query): number {
  // What is on its way may be older than the news.
  if (state.fetchStatus === 'fetching') return SWARM_MS
  return state.dataUpdatedAt + askAgainAfter(textOf(queryKey)) - Date.now()
}

/** Keeps what is shown up to date while `wanted`. Returns how the connection for it fares. */
export function useNews({ userId, traceId }: ChangedSubscriptionVariables, wanted: boolean): Link {
  const queries = useQueryClient()
  useEffect(
    () => (wanted ? follow({ userId, traceId }, queries) : undefined),
    [userId, traceId, wanted, queries],
  )
  return useStore(link)
}
