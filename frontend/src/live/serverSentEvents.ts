import { announceEvents, connectionStatus, transport } from '../api/connectionStatus'
// News as server-sent events, which come in the answer to an ordinary request.
import type { ChangedSubscriptionVariables } from '../generated/graphql'
import { serverUrl } from '../urls/here'
import { API } from '../urls/root'
import { backOff, ChangedDocument, type Listener, OPEN_MS } from './subscription'

/** The server says something every 15 s. */
const SILENCE_MS = 40_000
const END_OF_EVENT = '\r\n\r\n'

/** Tells the listener of what changes. Returns how to stop. */
export function followEvents(about: ChangedSubscriptionVariables, listener: Listener): () => void {
  const stop = new AbortController()
  void follow(about, listener, stop.signal, 0)
  return () => stop.abort()
}

async function follow(
  about: ChangedSubscriptionVariables,
  listener: Listener,
  signal: AbortSignal,
  tries: number,
): Promise<void> {
  const began = Date.now()
  const opened = await listen(about, listener, signal)
  if (signal.aborted) return
  connectionStatus.set('lost')
  await backOff(tries)
  if (signal.aborted) return
  // Neither way is open: what keeps WebSockets out may be that the server is away.
  if (!opened) transport.set('socket')
  // One that is cut off at once over and over is no better than one that does not open.
  else void follow(about, listener, signal, Date.now() - began > SILENCE_MS ? 0 : tries + 1)
}

/** Reads one answer to its end, whatever ends it; whether it ever began. */
async function listen(
  about: ChangedSubscriptionVariables,
  { connected, changed }: Listener,
  signal: AbortSignal,
): Promise<boolean> {
  const cut = new AbortController()
  let silence = setTimeout(() => cut.abort(), OPEN_MS)
  let opened = false
  let rest = ''
  const take = (text: string) => {
    clearTimeout(silence)
    silence = setTimeout(() => cut.abort(), SILENCE_MS)
    if (!opened) {
      opened = true
      connectionStatus.set('on')
      announceEvents()
      connected()
    }
    const events = (rest + text).split(END_OF_EVENT)
    rest = events.pop() ?? ''
    if (events.some((event) => event.startsWith('event: next'))) changed()
  }
  try {
    const either = AbortSignal.any([signal, cut.signal])
    const response = await fetch(serverUrl(API), {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: ChangedDocument.toString(), variables: about }),
      signal: either,
    })
    const texts = response.ok ? response.body?.pipeThrough(new TextDecoderStream()) : undefined
    await texts?.pipeTo(new WritableStream({ write: take }), { signal: either })
  } catch {
    // Cut off, by either end or by something between them.
  } finally {
    clearTimeout(silence)
  }
  return opened
}
