// Where one is among the turns that are there, and how to get to another.
import { type RefObject, useLayoutEffect } from 'react'

/** What stays at the top of the window covers so much, in pixels. */
const COVERED = 64

function turnsIn(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>(':scope > .turn') ?? [])]
}

/** The first that can be seen, wholly or not. */
export function firstInSight(list: HTMLElement | null): HTMLElement | undefined {
  return turnsIn(list).find((turn) => turn.getBoundingClientRect().bottom > COVERED)
}

/** The one with the focus in it, or the first whose beginning is in sight. */
function placeIn(turns: readonly HTMLElement[]): { at: number; isHeld: boolean } {
  const held = turns.findIndex((turn) => turn.contains(document.activeElement))
  if (held >= 0) return { at: held, isHeld: true }
  const at = turns.findIndex((turn) => turn.getBoundingClientRect().top > COVERED - 10)
  return { at: at < 0 ? turns.length : at, isHeld: false }
}

/** The trace id of the turn that one is at. */
export function currentTurn(list: HTMLElement | null): string | undefined {
  const turns = turnsIn(list)
  const { at, isHeld } = placeIn(turns)
  // Before anything was walked to, what is in sight has not been gone past.
  return (isHeld ? turns[at] : turns[at - 1])?.dataset.turn
}

function goTo(turn: HTMLElement | undefined): boolean {
  turn?.focus({ preventScroll: true })
  turn?.scrollIntoView({ block: 'start', behavior: 'instant' })
  return turn !== undefined
}

/** Brings a turn into sight; false where it is not there. */
export function show(list: HTMLElement | null, traceId: string): boolean {
  return goTo(turnsIn(list).find(({ dataset }) => dataset.turn === traceId))
}

/** To the next turn, or to the one before. */
export function step(list: HTMLElement | null, by: 1 | -1): void {
  const turns = turnsIn(list)
  const { at, isHeld } = placeIn(turns)
  const to = isHeld || by < 0 ? at + by : at
  goTo(turns[Math.min(Math.max(to, 0), turns.length - 1)])
}

/** Brings the turn into sight once it is there, and whenever it is another one. */
export function useShownTurn(list: RefObject<HTMLElement | null>, traceId: string | undefined) {
  useLayoutEffect(() => {
    if (traceId !== undefined) show(list.current, traceId)
  }, [list, traceId])
}
