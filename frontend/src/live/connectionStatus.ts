// How the connection fares that news come by, and which it is.
import { createStore } from '../hooks/store'

export type Link = 'new' | 'on' | 'lost'

export const link = createStore<Link>('new')

/** A WebSocket, or server-sent events where something on the way lets no WebSocket through. */
export type Way = 'socket' | 'events'

export const way = createStore<Way>('socket')

const SAID_KEY = 'usertrail.events-said'
const SAID_FOR_MS = 20_000

/** Whether the reader is being told that it is not the usual way. */
export const saying = createStore(false)

/** Tells so for a while, once for each tab of the browser. */
export function sayOnce(): void {
  if (sessionStorage.getItem(SAID_KEY) !== null) return
  sessionStorage.setItem(SAID_KEY, 'yes')
  saying.set(true)
  setTimeout(() => saying.set(false), SAID_FOR_MS)
}
