// Flat spans -> the rows of a tree, in order of start.

export interface TreeSpan {
  spanId: string
  parentSpanId?: string | null
}

export interface TreeRow<S> {
  span: S
  depth: number
  childCount: number
  /** The row above which it hangs, -1 at the top. */
  parent: number
  /** Its place among its siblings, from 1, and how many there are. */
  position: number
  siblings: number
}

/**
 * Every span exactly once. A span whose parent is not among them stands at the top; of spans that
 * are each other's parents, the earliest does.
 */
export function treeOf<S extends TreeSpan>(spans: readonly S[]): TreeRow<S>[] {
  const known = new Set(spans.map((span) => span.spanId))
  const children = new Map<string, S[]>()
  const tops: S[] = []
  for (const span of spans) {
    const parent = span.parentSpanId
    if (!parent || parent === span.spanId || !known.has(parent)) {
      tops.push(span)
      continue
    }
    const siblings = children.get(parent)
    if (siblings) siblings.push(span)
    else children.set(parent, [span])
  }
  const rows: TreeRow<S>[] = []
  const seen = new Set<S>()
  tops.forEach((top, at) => walk(top, at + 1, tops.length, children, seen, rows))
  // What is left hangs in circles.
  for (const span of spans) walk(span, 1, 1, children, seen, rows)
  return rows
}

/** Depth first without recursion: a chain of ten thousand spans must not overflow the stack. */
function walk<S extends TreeSpan>(
  top: S,
  topPosition: number,
  tops: number,
  children: Map<string, S[]>,
  seen: Set<S>,
  rows: TreeRow<S>[],
): void {
  const stack = [{ span: top, depth: 0, parent: -1, position: topPosition, siblings: tops }]
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (seen.has(next.span)) continue
    seen.add(next.span)
    const below = (children.get(next.span.spanId) ?? []).filter((child) => !seen.has(child))
    const parent = rows.push({ ...next, childCount: below.length }) - 1
    const depth = next.depth + 1
    for (let at = below.length - 1; at >= 0; at -= 1) {
      const span = below[at]
      if (span) stack.push({ span, depth, parent, position: at + 1, siblings: below.length })
    }
  }
}

/** The indices of the rows that are seen while those that are folded show no children. */
export function visibleRows<S extends TreeSpan>(
  rows: readonly TreeRow<S>[],
  isFolded: (spanId: string) => boolean,
): number[] {
  const seen: number[] = []
  let hiddenBelow = Infinity
  rows.forEach((row, at) => {
    if (row.depth > hiddenBelow) return
    hiddenBelow = row.childCount > 0 && isFolded(row.span.spanId) ? row.depth : Infinity
    seen.push(at)
  })
  return seen
}

/** The ids of all rows above these. */
export function ancestorIds<S extends TreeSpan>(
  rows: readonly TreeRow<S>[],
  indices: Iterable<number>,
): Set<string> {
  const ids = new Set<string>()
  for (const index of indices) {
    let at = rows[index]?.parent ?? -1
    for (let row = rows[at]; row && !ids.has(row.span.spanId); row = rows[at]) {
      ids.add(row.span.spanId)
      at = row.parent
    }
  }
  return ids
}
