// News of what is shown, told by the server as it is stored; while it cannot tell, pages ask again.
import { type Query, type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { ChangedSubscriptionVariables } from '../generated/graphql'
import { askAgainAfter, textOf } from '../api/graphql'
import { type Link, link, way } from './connectionStatus'
import type { Told } from './subscription'
import { followByEvents } from './serverSentEvents'
import { followBySocket } from './webSocket'
import { useStore } from '../hooks/store'

/** Until a server that heard `connected` listens for what is stored. */
const SETTLED_MS = 500
/** News come in swarms: a trace is stored span by span. */
const SWARM_MS = 100

/** Who asks again for what is shown whenever a trace it may be about changed. */
function asking(queries: QueryClient): Told {
  const changed = () => askForNews(queries)
  return { changed, connected: () => setTimeout(changed, SETTLED_MS) }
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
  const follow = useStore(way) === 'socket' ? followBySocket : followByEvents
  useEffect(
    () => (wanted ? follow({ userId, traceId }, asking(queries)) : undefined),
    [userId, traceId, wanted, queries, follow],
  )
  return useStore(link)
}
