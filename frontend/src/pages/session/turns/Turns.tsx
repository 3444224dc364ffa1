// The turns of a conversation as a chat that goes on in both directions while one scrolls.
import { type RefObject, useRef, useState } from 'react'
import * as format from '../../../format'
import type { TurnFragment } from '../../../generated/graphql'
import { Show, Skeleton } from '../../../parts/Answer'
import { Turn } from '../../../parts/turn/Turn'
import { useAddress } from '../address'
import { Edge } from './Edge'
import { KeptPlace } from './KeptPlace'
import { type Around, type TurnsPage, useTurns } from './pages'
import { TurnKeys } from './TurnKeys'
import { show, useShownTurn } from './walking'

const NONE: readonly never[] = []

export function Turns({ userId }: { userId: string | undefined }) {
  const { search } = useAddress()
  const list = useRef<HTMLOListElement>(null)
  const { pages, turns, lead, ...more } = useShownTurns(list)
  const isLost = pages.some((page) => page.isLost)
  return (
    <section className="talk" aria-label="Conversation">
      <Show answer={more.answer} skeleton={<Skeleton rows={6} />}>
        {() => (
          <>
            {isLost && (
              <p className="status WARNING" role="status">
                There is no turn {search.turn} here, or not yet.
              </p>
            )}
            <Edge key={`before ${keyOf(pages)}`} has={more.hasBefore} onReach={more.onBefore} />
            <KeptPlace list={list} firstId={turns[0]?.id}>
              <ol className="turns" ref={list}>
                {turns.map((turn, at) => (
                  <Item
                    key={turn.id}
                    turn={turn}
                    before={turns[at - 1]}
                    userId={userId}
                    isMarked={turn.traceId === search.turn}
                  />
                ))}
              </ol>
            </KeptPlace>
            <Edge key={`after ${keyOf(pages)}`} has={more.hasAfter} onReach={more.onAfter} />
            <TurnKeys list={list} turns={turns} onFound={lead} />
          </>
        )}
      </Show>
    </section>
  )
}

/** Those that are there, around the turn that the address leads to, and a way to another one. */
function useShownTurns(list: RefObject<HTMLElement | null>) {
  const { sessionId, search, goTo } = useAddress()
  const [around, setAround] = useState<Around>({ turn: search.turn ?? null, nth: 0 })
  // The one that was led to last: it may be scrolled away from, and let go of.
  const [led, setLed] = useState(search.turn)
  const endless = useTurns(sessionId, around)
  const pages = endless.answer.state === 'ready' ? endless.answer.data : NONE
  const turns = pages.flatMap((page) => page.turns)
  const isThere = turns.some(({ traceId }) => traceId === search.turn)
  const beginAt = (turn: string) => setAround({ turn, nth: around.nth + 1 })
  if (search.turn !== led && endless.answer.state === 'ready') {
    setLed(search.turn)
    if (search.turn !== undefined && !isThere) beginAt(search.turn)
  }
  useShownTurn(list, isThere ? search.turn : undefined)
  const lead = (turn: string) => {
    if (!show(list.current, turn)) beginAt(turn)
    setLed(turn)
    goTo(turn)
  }
  return { ...endless, pages, turns, lead }
}

/** Another one once other pages are there. */
function keyOf(pages: readonly TurnsPage[]): string {
  return `${pages[0]?.info.startCursor} ${pages.at(-1)?.info.endCursor}`
}

interface ItemProps {
  turn: TurnFragment
  before: TurnFragment | undefined
  userId: string | undefined
  /** Whether the address leads to it. */
  isMarked: boolean
}

function Item({ turn, before, userId, isMarked }: ItemProps) {
  const day = format.localDay(turn.startedAt)
  const isFirstOfDay = before === undefined || format.localDay(before.startedAt) !== day
  return (
    <li
      className="turn"
      data-turn={turn.traceId}
      tabIndex={-1}
      aria-current={isMarked || undefined}
    >
      {isFirstOfDay && <p className="day faint">{day}</p>}
      <Turn turn={turn} userId={userId} />
    </li>
  )
}
