// Which spans hold a text: in their name, id, type, model, or what they say of how they went.
import type { SpanRowFragment } from '../../../generated/graphql'
import type { Sums } from './sums'
import type { TreeRow } from './tree'

type Row = TreeRow<SpanRowFragment>

/** The indices of the rows that hold it, whatever its case. */
export function matchingRows(rows: readonly Row[], text: string | undefined): number[] {
  const wanted = (text ?? '').trim().toLowerCase()
  if (wanted === '') return []
  return rows.flatMap(({ span }, at) => (isMatch(span, wanted) ? [at] : []))
}

function isMatch(span: SpanRowFragment, wanted: string): boolean {
  const { name, spanId, type, model, statusMessage } = span
  return [name, spanId, type, model, statusMessage].some((text) =>
    text?.toLowerCase().includes(wanted),
  )
}

/** The row that follows in that direction, around the end. */
export function nextMatch(
  found: readonly number[],
  from: number,
  back: boolean,
): number | undefined {
  return back
    ? (found.findLast((at) => at < from) ?? found.at(-1))
    : (found.find((at) => at > from) ?? found[0])
}

/** Whether it failed, or something below it did. */
export function hasError(row: Row | undefined, sums: Sums | undefined): boolean {
  return row?.span.level === 'ERROR' || (sums?.errorsBelow ?? 0) > 0
}
