// News over WebSocket.
import type { Client } from 'graphql-ws'
import { connectionStatus, transport } from '../api/connectionStatus'
import type { ChangedSubscriptionVariables } from '../generated/graphql'
import { serverUrl } from '../urls/here'
import { API } from '../urls/root'
import { backOff, ChangedDocument, type Listener, MAX_WAIT_MS, OPEN_MS } from './subscription'

const PING_MS = 10_000
const PONG_MS = 5_000
/** From one page to the next. */
const LEFT_OPEN_MS = 3_000
const NOBODY_LISTENS = 1000
/** The server itself said so: it has too much to do, or found a bug. */
const SERVER_CODES = new Set([1013, 4500])
/** So many in a row, and never one that succeeded, and the other way is tried. */
const ENOUGH_FAILURES = 2

let connection: Promise<Client> | undefined
let failures = 0
let everConnected = false

/** One connection for all pages; it is closed by itself soon after the last of them is left. */
async function connect(): Promise<Client> {
  const { createClient } = await import('graphql-ws')
  let overdue: ReturnType<typeof setTimeout> | undefined
  const expectWithin = (ms: number) => {
    clearTimeout(overdue)
    overdue = setTimeout(() => client.terminate(), ms)
  }
  const client = createClient({
    url: () => new URL(serverUrl(API), location.href.replace(/^http/, 'ws')).href,
    keepAlive: PING_MS,
    lazyCloseTimeout: LEFT_OPEN_MS,
    retryAttempts: Infinity,
    shouldRetry: () => true,
    retryWait: backOff,
    on: {
      connecting: () => expectWithin(OPEN_MS),
      connected: () => {
        clearTimeout(overdue)
        everConnected = true
        connectionStatus.set('on')
      },
      closed: (event) => {
        clearTimeout(overdue)
        noteClosed((event as CloseEvent).code)
      },
      ping: (received) => {
        if (!received) expectWithin(PONG_MS)
      },
      pong: (received) => {
        if (received) clearTimeout(overdue)
      },
    },
  })
  return client
}

function noteClosed(code: number): void {
  if (code === NOBODY_LISTENS) {
    connectionStatus.set('new')
    return
  }
  const isKeptOut = !everConnected && !SERVER_CODES.has(code)
  connectionStatus.set(isKeptOut ? 'new' : 'lost')
  if (!isKeptOut) return
  failures += 1
  if (failures < ENOUGH_FAILURES) return
  failures = 0
  transport.set('events')
}

/** Tells of what changes. Returns how to stop. */
export function followSocket(about: ChangedSubscriptionVariables, listener: Listener): () => void {
  const stop = new AbortController()
  connection ??= connect()
  connection.then(
    (client) => {
      if (!stop.signal.aborted) subscribe(client, about, listener, stop.signal)
    },
    () => {
      // After an update of the server the file has another name: pages go on asking.
      connection = undefined
      connectionStatus.set('lost')
    },
  )
  return () => stop.abort()
}

function subscribe(
  client: Client,
  about: ChangedSubscriptionVariables,
  { connected, changed }: Listener,
  signal: AbortSignal,
): void {
  const forget = client.on('connected', connected)
  signal.addEventListener('abort', forget)
  const again = () => {
    if (signal.aborted) return
    // Dropped for reading too slowly, or refused: a new connection finds out what is the matter.
    client.terminate()
    setTimeout(start, MAX_WAIT_MS / 2)
  }
  const start = () => {
    if (signal.aborted) return
    const unsubscribe = client.subscribe(
      { query: ChangedDocument.toString(), variables: about },
      { next: changed, error: again, complete: again },
    )
    signal.addEventListener('abort', unsubscribe)
  }
  start()
  if (connectionStatus.get() === 'on') connected()
}
