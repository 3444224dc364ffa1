// Rows that keep their places while somebody points at them, or walks over them by keys.
import { type FocusEvent, useState } from 'react'

/** The rows that were shown, in their order, as they are now; and how many new ones wait. */
export function keptInPlace<Row>(
  shown: readonly Row[],
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): { rows: readonly Row[]; waiting: number } {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]))
  const kept = new Set(shown.map(keyOf))
  return {
    rows: shown.map((row) => byKey.get(keyOf(row)) ?? row),
    waiting: rows.filter((row) => !kept.has(keyOf(row))).length,
  }
}

interface FrozenRows<Row> {
  rows: readonly Row[]
  /** Rows that are there once nobody points at these any more, or has the focus in them. */
  waiting: number
  by: Holder
  /** For the element around the rows. */
  handlers: {
    onPointerMove: () => void
    onPointerLeave: () => void
    onFocus: (event: FocusEvent) => void
    onBlur: (event: FocusEvent) => void
  }
}

/** What keeps them in their places. */
type Holder = 'pointer' | 'focus'

/** `question` says what the rows answer: those of another one come at once. */
export function useFrozenRows<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  question: string,
): FrozenRows<Row> {
  const [held, setHeld] = useState<{
    question: string
    rows: readonly Row[]
    by: Holder
  } | null>(null)
  const holds = held !== null && held.question === question
  const hold = (by: Holder) => {
    if (!holds) setHeld({ question, rows, by })
  }
  const release = (by: Holder) => {
    if (held?.by === by) setHeld(null)
  }
  return {
    ...(holds ? keptInPlace(held.rows, rows, keyOf) : { rows, waiting: 0 }),
    by: held?.by ?? 'pointer',
    handlers: {
      onPointerMove: () => hold('pointer'),
      onPointerLeave: () => release('pointer'),
      // By keys: a click gives the focus, too, but leads elsewhere.
      onFocus: ({ target }) => {
        if (target instanceof Element && target.matches(':focus-visible')) hold('focus')
      },
      onBlur: ({ currentTarget, relatedTarget }) => {
        const within = relatedTarget instanceof Node && currentTarget.contains(relatedTarget)
        if (!within) release('focus')
      },
    },
  }
}
