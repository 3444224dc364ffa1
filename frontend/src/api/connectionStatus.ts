// How the connection fares that news come by, and which it is.
import { createStore } from '../hooks/store'

export type ConnectionStatus = 'new' | 'on' | 'lost'

export const connectionStatus = createStore<ConnectionStatus>('new')

/** A WebSocket, or server-sent events where something on the way lets no WebSocket through. */
export type Transport = 'socket' | 'events'

export const transport = createStore<Transport>('socket')

const ANNOUNCED_KEY = 'usertrail.events-said'
const ANNOUNCED_FOR_MS = 20_000

/** Whether the reader is being told that it is not the usual way. */
export const isAnnounced = createStore(false)

/** Tells so for a while, once for each tab of the browser. */
export function announceEvents(): void {
  if (sessionStorage.getItem(ANNOUNCED_KEY) !== null) return
  sessionStorage.setItem(ANNOUNCED_KEY, 'yes')
  isAnnounced.set(true)
  setTimeout(() => isAnnounced.set(false), ANNOUNCED_FOR_MS)
}
