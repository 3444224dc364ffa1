// The turns of a conversation, in their order: pages of them around the one that the address leads to.
import { type Endless, useEndless } from '../../../api/endless'
import { ask } from '../../../api/request'
import { graphql } from '../../../generated'
import type { PageInfoFragment, TurnFragment } from '../../../generated/graphql'
import { FEEDBACK_PAGE_SIZE } from '../../../parts/feedback/AllFeedback'
import { MAX_STEPS } from '../../../parts/turn/parts'

const TurnsDocument = graphql(`
  query Turns(
    $sessionId: String!
    $first: Int
    $after: String
    $last: Int
    $before: String
    $period: Period
    $given: Int!
    $steps: Int!
  ) {
    session(sessionId: $sessionId) {
      traces(
        first: $first
        after: $after
        last: $last
        before: $before
        period: $period
        orderBy: { field: STARTED_AT, direction: ASC }
      ) {
        pageInfo {
          ...PageInfo
        }
        nodes {
          ...Turn
        }
      }
    }
  }
`)

const WhereTurnDocument = graphql(`
  query WhereTurn($traceId: String!) {
    trace(traceId: $traceId) {
      startedAt
      session {
        sessionId
      }
    }
  }
`)

const PAGE = 25

/** From a turn on, from the beginning on, or from a cursor on in either direction. */
type Place = { turn: string } | { after: string | null } | { before: string }

export interface TurnsPage {
  info: PageInfoFragment
  turns: readonly TurnFragment[]
  /** Whether it was to begin at a turn that is not here, or not yet: it is the beginning then. */
  isLost: boolean
}

/** Where they begin; null for the beginning. `nth` tells one time from another. */
export interface Around {
  turn: string | null
  nth: number
}

const NOTHING: PageInfoFragment = {
  hasNextPage: false,
  hasPreviousPage: false,
  startCursor: null,
  endCursor: null,
}

async function readTurns(sessionId: string, place: Place, signal: AbortSignal): Promise<TurnsPage> {
  const from = 'turn' in place ? await startOf(place.turn, sessionId, signal) : null
  const { session } = await ask(
    TurnsDocument,
    { sessionId, given: FEEDBACK_PAGE_SIZE, steps: MAX_STEPS, ...argumentsOf(place, from) },
    signal,
  )
  return {
    info: session?.traces.pageInfo ?? NOTHING,
    turns: session?.traces.nodes ?? [],
    isLost: 'turn' in place && from === null,
  }
}

/** When a turn of the session began; null where it is none of it. */
async function startOf(
  traceId: string,
  sessionId: string,
  signal: AbortSignal,
): Promise<string | null> {
  const { trace } = await ask(WhereTurnDocument, { traceId }, signal)
  return trace?.session?.sessionId === sessionId ? trace.startedAt : null
}

function argumentsOf(place: Place, from: string | null) {
  if ('before' in place) return { last: PAGE, before: place.before }
  if ('after' in place) return { first: PAGE, after: place.after }
  return { first: PAGE, period: from === null ? undefined : { from } }
}

function placeBefore({ info }: TurnsPage, at: Place): Place | null {
  // A list that begins at a turn knows of none before it.
  const isMore = info.hasPreviousPage || 'turn' in at
  return isMore && info.startCursor ? { before: info.startCursor } : null
}

function placeAfter({ info }: TurnsPage): Place | null {
  return info.hasNextPage ? { after: info.endCursor ?? null } : null
}

export function useTurns(sessionId: string, { turn, nth }: Around): Endless<TurnsPage> {
  return useEndless<TurnsPage, Place>({
    key: [TurnsDocument.toString(), sessionId, turn ?? '', String(nth)],
    read: (place, signal) => readTurns(sessionId, place, signal),
    first: turn === null ? { after: null } : { turn },
    before: placeBefore,
    after: placeAfter,
  })
}
