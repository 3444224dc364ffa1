// The turns of a conversation as a chat that goes on in both directions while one scrolls.
import { useRef, useState } from 'react'
import * as format from '../../../format'
import type { TurnFragment } from '../../../generated/graphql'
import { Show, Skeleton } from '../../../parts/Answer'
import { Turn } from '../../../parts/turn/Turn'
import { useAddress } from '../address'
import { Edge } from './Edge'
import { KeptPlace } from './KeptPlace'
import { TurnKeys } from './TurnKeys'
import { type TurnsPage, useTurns } from './turns'
import { useShownTurn } from './walking'

const NONE: readonly never[] = []

export function Turns({ userId }: { userId: string | undefined }) {
  const { sessionId, search } = useAddress()
  const [around, setAround] = useState(search.turn ?? null)
  const { answer, ...more } = useTurns(sessionId, around)
  const pages = answer.state === 'ready' ? answer.data : NONE
  const turns = pages.flatMap((page) => page.turns)
  const isThere = turns.some(({ traceId }) => traceId === search.turn)
  // One that is further away than what is there: the list begins anew around it.
  if (search.turn !== undefined && search.turn !== around && !isThere && answer.state === 'ready') {
    setAround(search.turn)
  }
  const list = useRef<HTMLOListElement>(null)
  useShownTurn(list, isThere ? search.turn : undefined)
  return (
    <section className="talk" aria-label="Conversation">
      <Show answer={answer} skeleton={<Skeleton rows={6} />}>
        {() => (
          <>
            {search.turn !== undefined && !isThere && (
              <p className="status WARNING" role="status">
                There is no turn {search.turn} here, or not yet.
              </p>
            )}
            <Edge key={`before ${keyOf(pages)}`} has={more.hasBefore} onReach={more.onBefore} />
            <KeptPlace list={list} firstId={turns[0]?.id}>
              <ol className="turns" ref={list}>
                {turns.map((turn, at) => (
                  <Item key={turn.id} turn={turn} before={turns[at - 1]} userId={userId} />
                ))}
              </ol>
            </KeptPlace>
            <Edge key={`after ${keyOf(pages)}`} has={more.hasAfter} onReach={more.onAfter} />
            <TurnKeys list={list} turns={turns} />
          </>
        )}
      </Show>
    </section>
  )
}

/** Another one once other pages are there. */
function keyOf(pages: readonly TurnsPage[]): string {
  return `${pages[0]?.info.startCursor} ${pages.at(-1)?.info.endCursor}`
}

interface ItemProps {
  turn: TurnFragment
  before: TurnFragment | undefined
  userId: string | undefined
}

function Item({ turn, before, userId }: ItemProps) {
  const { search } = useAddress()
  const day = format.localDay(turn.startedAt)
  const isFirstOfDay = before === undefined || format.localDay(before.startedAt) !== day
  return (
    <li
      className="turn"
      data-turn={turn.traceId}
      tabIndex={-1}
      aria-current={turn.traceId === search.turn || undefined}
    >
      {isFirstOfDay && <p className="day faint">{day}</p>}
      <Turn turn={turn} userId={userId} />
    </li>
  )
}
