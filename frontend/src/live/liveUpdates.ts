// News of what is shown, told by the server as it is stored; while it cannot tell, pages ask again.
import { type Query, type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { askAgainAfter, textOf } from '../api/answers'
import { type ConnectionStatus, connectionStatus, transport } from '../api/connectionStatus'
import type { ChangedSubscriptionVariables } from '../generated/graphql'
import { useStore } from '../hooks/store'
import { followEvents } from './serverSentEvents'
import type { Listener } from './subscription'
import { followSocket } from './webSocket'

/** Until a server that heard `connected` listens for what is stored. */
const SETTLED_MS = 500
/** News come in bursts: a trace is stored span by span. */
const BURST_MS = 100

/** Who asks again for what is shown whenever a trace it may be about changed. */
function listenerFor(queries: QueryClient): Listener {
  const changed = () => refreshAll(queries)
  return { changed, connected: () => setTimeout(changed, SETTLED_MS) }
}

/** Every answer on the page that may have changed, each no more often than it may be asked for. */
function refreshAll(queries: QueryClient): void {
  if (document.hidden) return
  const shown = queries.getQueryCache().findAll({ type: 'active', predicate: isLive })
  for (const query of shown) refreshSoon(queries, query)
}

function isLive({ meta }: Query): boolean {
  return meta?.isLive === true
}

const scheduled = new Set<string>()

function refreshSoon(queries: QueryClient, query: Query): void {
  const { queryHash, queryKey } = query
  if (scheduled.has(queryHash)) return
  scheduled.add(queryHash)
  const ask = () => {
    const wait = waitFor(query)
    if (wait > 0) {
      setTimeout(ask, wait)
      return
    }
    scheduled.delete(queryHash)
    // Unless it was switched off in the meantime.
    void queries.refetchQueries({ queryKey, exact: true, type: 'active', predicate: isLive })
  }
  setTimeout(ask, BURST_MS)
}

/** For how many ms the question may not be asked again. */
function waitFor({ queryKey, state }: Query): number {
  // What is on its way may be older than the news.
  if (state.fetchStatus === 'fetching') return BURST_MS
  return state.dataUpdatedAt + askAgainAfter(textOf(queryKey)) - Date.now()
}

/** Keeps what is shown up to date while `wanted`. Returns how the connection for it fares. */
export function useLiveUpdates(
  { userId, traceId }: ChangedSubscriptionVariables,
  wanted: boolean,
): ConnectionStatus {
  const queries = useQueryClient()
  const follow = useStore(transport) === 'socket' ? followSocket : followEvents
  useEffect(
    () => (wanted ? follow({ userId, traceId }, listenerFor(queries)) : undefined),
    [userId, traceId, wanted, queries, follow],
  )
  return useStore(connectionStatus)
}
