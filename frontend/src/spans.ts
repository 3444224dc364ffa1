// Flat spans -> the rows of a tree, in order of start.

export interface Node {
  spanId: string
  parentSpanId?: string | null
}

export interface Branch<S> {
  span: S
  depth: number
  childCount: number
}

/**
 * Every span exactly once. A span whose parent is not among them stands at the top; of spans that
 * are each other's parents, the earliest does.
 */
export function treeOf<S extends Node>(spans: readonly S[]): Branch<S>[] {
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
  const rows: Branch<S>[] = []
  const seen = new Set<S>()
  for (const top of tops) walk(top, children, seen, rows)
  // What is left hangs in circles.
  for (const span of spans) walk(span, children, seen, rows)
  return rows
}

/** Depth first without recursion: a chain of ten thousand spans must not overflow the stack. */
function walk<S extends Node>(
  top: S,
  children: Map<string, S[]>,
  seen: Set<S>,
  rows: Branch<S>[],
): void {
  const stack = [{ span: top, depth: 0 }]
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { span, depth } = next
    if (seen.has(span)) continue
    seen.add(span)
    const below = (children.get(span.spanId) ?? []).filter((child) => !seen.has(child))
    rows.push({ span, depth, childCount: below.length })
    for (const child of below.toReversed()) stack.push({ span: child, depth: depth + 1 })
  }
}

/** The rows that are seen while the spans of `folded` show no children. */
export function unfolded<S extends Node>(
  rows: readonly Branch<S>[],
  folded: ReadonlySet<string>,
): Branch<S>[] {
  const seen: Branch<S>[] = []
  let hiddenBelow = Infinity
  for (const row of rows) {
    if (row.depth > hiddenBelow) continue
    hiddenBelow = folded.has(row.span.spanId) ? row.depth : Infinity
    seen.push(row)
  }
  return seen
}
