// What the tree shows: its rows with their sums and times, and which of them are in sight.
import { useMemo, useRef, useState } from 'react'
import type { SpanRowFragment } from '../../../generated/graphql'
import type { TraceSearch } from '../../../urls/trace'
import { type Axis, axisOf } from './axis'
import { isFolded, readFolding } from './folding'
import { hasError, matchingRows } from './searchSpans'
import { type Sums, sumsOf } from './sums'
import { treeOf, type TreeRow, visibleRows } from './tree'

export interface Spans {
  rows: readonly TreeRow<SpanRowFragment>[]
  sums: readonly Sums[]
  axis: Axis
}

export function useSpans(spans: readonly SpanRowFragment[]): Spans {
  return useMemo(() => {
    const rows = treeOf(spans)
    return { rows, sums: sumsOf(rows), axis: axisOf(rows) }
  }, [spans])
}

export interface Shown {
  /** The indices of the rows in sight, in order. */
  seen: readonly number[]
  folded: (spanId: string) => boolean
  /** The indices of all rows that hold what is searched for, in order. */
  found: ReadonlySet<number>
  wanted: string | undefined
}

export function useShown({ rows, sums }: Spans, search: TraceSearch): Shown {
  const { q, only, fold, open } = search
  const folded = useMemo(() => {
    const folding = readFolding({ fold, open })
    return (spanId: string) => isFolded(folding, spanId)
  }, [fold, open])
  const matches = useMemo(() => new Set(matchingRows(rows, q)), [rows, q])
  const seen = useMemo(() => {
    const opened = visibleRows(rows, folded)
    return only ? opened.filter((at) => hasError(rows[at], sums[at])) : opened
  }, [rows, sums, folded, only])
  return { seen, folded, found: matches, wanted: q?.trim().toLowerCase() }
}

const PAUSE_MS = 120

/**
 * Where keys have led so far, and how they lead on. The address follows once they pause: what a
 * span holds is not asked for on the way past it.
 */
export function useCursor(
  chosen: string | undefined,
  onChoose: (spanId: string) => void,
): [string | undefined, (spanId: string) => void] {
  const [led, setLed] = useState<{ from: string | undefined; to: string } | null>(null)
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined)
  const move = (to: string) => {
    setLed({ from: chosen, to })
    clearTimeout(pause.current)
    pause.current = setTimeout(() => onChoose(to), PAUSE_MS)
  }
  // Once the address has changed, it says where one is.
  return [led !== null && led.from === chosen ? led.to : chosen, move]
}
