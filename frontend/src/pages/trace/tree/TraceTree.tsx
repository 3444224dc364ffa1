// The tree of a trace, what is searched in it, and which span is chosen: all of it in the address.
import type { TraceSearch } from '../../../urls/trace'
import type { Trace } from '../trace'
import { useGo } from '../view'
import { readFolding, withFolded, writeFolding } from './folding'
import { useShown, useSpans } from './spans'
import { SpanTree } from './SpanTree'
import { TreeTools } from './TreeTools'

export interface TraceTreeProps {
  trace: Trace
  search: TraceSearch
  chosen: string | undefined
}

export function TraceTree({ trace, search, chosen }: TraceTreeProps) {
  const spans = useSpans(trace.spans.nodes)
  const shown = useShown(spans, search)
  const folding = readFolding(search)
  const go = useGo()
  return (
    <>
      <TreeTools trace={trace} search={search} chosen={chosen} spans={spans} found={shown.found} />
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
