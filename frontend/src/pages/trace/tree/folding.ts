// Which spans show no children, as the address has it.
import { decoded } from '../../../urls'
import type { TraceSearch } from '../../../urls/trace'

export interface Folding {
  /** True where all are folded but the named; else none but the named. */
  all: boolean
  but: ReadonlySet<string>
}

type Search = Pick<TraceSearch, 'fold' | 'open'>

export function readFolding({ fold, open }: Search): Folding {
  return fold === 'all' ? { all: true, but: idsIn(open) } : { all: false, but: idsIn(fold) }
}

export function writeFolding({ all, but }: Folding): Search {
  const ids = [...but].map(encodeURIComponent).join(',')
  return all ? { fold: 'all', open: ids || undefined } : { fold: ids || undefined, open: undefined }
}

function idsIn(text: string | undefined): Set<string> {
  return new Set((text ?? '').split(',').filter(Boolean).map(decoded))
}

export function isFolded({ all, but }: Folding, spanId: string): boolean {
  return all !== but.has(spanId)
}

export function withFolded(folding: Folding, spanIds: Iterable<string>, shut: boolean): Folding {
  const but = new Set(folding.but)
  for (const spanId of spanIds) {
    if (shut === folding.all) but.delete(spanId)
    else but.add(spanId)
  }
  return { all: folding.all, but }
}
