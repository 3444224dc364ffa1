// The question that news answer, and who is told of it.
import { graphql } from '../generated'

export const ChangedDocument = graphql(`
  subscription Changed($userId: String, $traceId: String) {
    traceUpdated(userId: $userId, traceId: $traceId) {
      traceId
    }
  }
`)

export interface Listener {
  /** The server listens from now on: what was stored before is no news to it. */
  connected: () => void
  changed: () => void
}

const FIRST_WAIT_MS = 500
export const MAX_WAIT_MS = 10_000
/** Until a way is given up that neither opens nor fails. */
export const OPEN_MS = 10_000

/** Waits before the next try, longer each time; at random, so that not all pages come back at once. */
export async function backOff(tries: number): Promise<void> {
  const wait = Math.min(FIRST_WAIT_MS * 2 ** tries, MAX_WAIT_MS)
  await new Promise((resolve) => setTimeout(resolve, wait * (0.5 + Math.random() / 2)))
}
