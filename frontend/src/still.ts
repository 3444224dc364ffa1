// Rows that keep their places while somebody points at them.
import { useState } from 'react'

/** The rows that were shown, in their order, as they are now; and how many new ones wait. */
export function inPlace<Row>(
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

interface Still<Row> {
  rows: readonly Row[]
  /** Rows that are there once nobody points at these any more. */
  waiting: number
  hold: () => void
  release: () => void
}

/** `question` says what the rows answer: those of another one come at once. */
export function useStill<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  question: string,
): Still<Row> {
  const [held, setHeld] = useState<{ question: string; rows: readonly Row[] } | null>(null)
  const holds = held !== null && held.question === question
  return {
    ...(holds ? inPlace(held.rows, rows, keyOf) : { rows, waiting: 0 }),
    hold: () => {
      if (!holds) setHeld({ question, rows })
    },
    release: () => setHeld(null),
  }
}
