// The rows of a form that can be added and removed: each keeps its fields wherever it moves to.
import { useState } from 'react'

export interface Row<T> {
  id: number
  value: T
}

export interface Rows<T> {
  rows: readonly Row<T>[]
  add: (value: T) => void
  set: (id: number, value: T) => void
  remove: (id: number) => void
}

export function useRows<T>(first: () => readonly T[]): Rows<T> {
  const [rows, setRows] = useState<readonly Row<T>[]>(() =>
    first().map((value, id) => ({ id, value })),
  )
  return {
    rows,
    add: (value) => {
      const id = Math.max(-1, ...rows.map((row) => row.id)) + 1
      setRows([...rows, { id, value }])
    },
    set: (id, value) => setRows(rows.map((row) => (row.id === id ? { id, value } : row))),
    remove: (id) => setRows(rows.filter((row) => row.id !== id)),
  }
}
