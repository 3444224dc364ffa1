// Keys that lead from turn to turn, and to the next that went wrong or was rated badly.
import { type RefObject, useState } from 'react'
import type { TurnFragment } from '../../../generated/graphql'
import { useKey } from '../../../hooks/shortcuts'
import { useAddress } from '../address'
import { findEnd, findTurn, type Wanted } from './finding'
import { currentTurn, step } from './walking'

interface TurnKeysProps {
  list: RefObject<HTMLElement | null>
  turns: readonly TurnFragment[]
  onFound: (traceId: string) => void
}

const NOT_FOUND: Record<Wanted, string> = {
  error: 'No error in this conversation.',
  badRating: 'No bad rating in this conversation.',
}

export function TurnKeys({ list, turns, onFound }: TurnKeysProps) {
  const { sessionId } = useAddress()
  const [said, setSaid] = useState('')
  const lead = async (found: Promise<string | null>, otherwise: string) => {
    try {
      const traceId = await found
      setSaid(traceId === null ? otherwise : '')
      if (traceId !== null) onFound(traceId)
    } catch (error) {
      setSaid(error instanceof Error ? error.message : String(error))
    }
  }
  const find = (wanted: Wanted) => {
    const traceId = currentTurn(list.current)
    const from = turns.find((turn) => turn.traceId === traceId)
    void lead(findTurn(sessionId, wanted, from), NOT_FOUND[wanted])
  }
  const findLast = (last: boolean) => void lead(findEnd(sessionId, last), 'There is no turn.')
  useKey('ArrowDown j', 'To the next turn', () => step(list.current, 1))
  useKey('ArrowUp k', 'To the turn before', () => step(list.current, -1))
  useKey('b', 'To the next bad rating', () => find('badRating'))
  useKey('e', 'To the next error', () => find('error'))
  useKey('Home', 'To the first turn', () => findLast(false))
  useKey('End', 'To the last turn', () => findLast(true))
  return (
    <p role="status" className="waiting">
      {said}
    </p>
  )
}
