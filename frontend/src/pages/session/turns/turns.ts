// The turns of a conversation, in their order: pages of them around the one that the address leads to.
import { type Endless, useEndless } from '../../../api/endless'
import { ask } from '../../../api/request'
import { graphql } from '../../../generated'
import type { PageInfoFragment, TurnFragment } from '../../../generated/graphql'
import { FEEDBACK_PAGE_SIZE } from '../../../parts/feedback/AllFeedback'
import { MAX_STEPS } from '../../../parts/turn/turn'

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
}

const NOTHING: PageInfoFragment = {
  hasNextPage: false,
  hasPreviousPage: false,
  startCursor: null,
  endCursor: null,
}

async function readTurns(sessionId: string, place: Place, signal: AbortSignal): Promise<TurnsPage> {
  const { session } = await ask(
    TurnsDocument,
    { sessionId, given: FEEDBACK_PAGE_SIZE, steps: MAX_STEPS, ...(await argumentsOf()) },
    signal,
  )
  return { info: session?.traces.pageInfo ?? NOTHING, turns: session?.traces.nodes ?? [] }

  async function argumentsOf() {
    if ('before' in place) return { last: PAGE, before: place.before }
    if ('after' in place) return { first: PAGE, after: place.after }
    const { trace } = await ask(WhereTurnDocument, { traceId: place.turn }, signal)
    const isHere = trace?.session?.sessionId === sessionId
    // Of what is not here, or not yet, the beginning is shown.
    return { first: PAGE, period: isHere ? { from: trace.startedAt } : undefined }
  }
}

function placeBefore({ info }: TurnsPage, at: Place): Place | null {
  // A list that begins at a turn knows of none before it.
  const isMore = info.hasPreviousPage || 'turn' in at
  return isMore && info.startCursor ? { before: info.startCursor } : null
}

function placeAfter({ info }: TurnsPage): Place | null {
  return info.hasNextPage ? { after: info.endCursor ?? null } : null
}

/** `turn` is the one that they begin around; null for the beginning. */
export function useTurns(sessionId: string, turn: string | null): Endless<TurnsPage> {
  return useEndless<TurnsPage, Place>({
    key: [TurnsDocument.toString(), sessionId, turn ?? ''],
    read: (place, signal) => readTurns(sessionId, place, signal),
    first: turn === null ? { after: null } : { turn },
    before: placeBefore,
    after: placeAfter,
  })
}
