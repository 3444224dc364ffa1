// The tree of a trace, what is searched in it, and which span is chosen: all of it in the address.
import type { TraceSearch } from '../../../urls/trace'
import type { Trace } from '../trace'
import { useGo } from '../view'
import { type Folding, readFolding, withFolded, writeFolding } from './folding'
import { matchingRows, nextMatch } from './searchSpans'
import { useShown, useSpans } from './spans'
import { SpanTree } from './SpanTree'
import { ancestorIds } from './tree'
import { TreeTools } from './TreeTools'

interface TraceTreeProps {
  trace: Trace
  search: TraceSearch
  chosen: string | undefined
}

export function TraceTree({ trace, search, chosen }: TraceTreeProps) {
  const spans = useSpans(trace.spans)
  const shown = useShown(spans, search)
  const { rows } = spans
  const matches = [...shown.found]
  const place = rows.findIndex(({ span }) => span.spanId === chosen)
  const folding = readFolding(search)
  const go = useGo()
  const opened = (indices: Iterable<number>): Folding =>
    withFolded(folding, ancestorIds(rows, indices), false)
  const toNext = (back: boolean) => {
    const at = nextMatch(matches, place, back)
    if (at === undefined) return
    go({ span: rows[at]?.span.spanId, only: undefined, ...writeFolding(opened([at])) }, true)
  }
  const toSearch = (q: string) => {
    go({ q: q || undefined, ...writeFolding(opened(matchingRows(rows, q))) }, true)
  }
  return (
    <>
      <TreeTools
        wanted={search.q}
        onSearch={toSearch}
        count={matches.length}
        current={matches.indexOf(place) + 1}
        onNext={toNext}
        errorCount={Number(trace.errorCount)}
        onlyErrors={search.only === 'errors'}
        onOnlyErrors={() => go({ only: search.only ? undefined : 'errors' }, true)}
        nested={rows.some(({ depth }) => depth > 0)}
        onFoldAll={(shut) => go(writeFolding({ all: shut, but: new Set() }), true)}
      />
      <button
        type="button"
        className="whole"
        aria-pressed={chosen === undefined}
        onClick={() => go({ span: undefined })}
      >
        The whole trace
      </button>
      <SpanTree
        spans={spans}
        shown={shown}
        chosen={chosen}
        onChoose={(span, by) => go({ span }, by === 'key')}
        onFold={(ids, shut) => go(writeFolding(withFolded(folding, ids, shut)), true)}
      />
    </>
  )
}
