// What the address of a trace's page holds: the chosen span, and how the tree and values are shown.
import { type Flat, oneOf } from './index'

/** How a value that an application sent is looked at. */
export const VIEWS = ['chat', 'markdown', 'json', 'text'] as const
export type View = (typeof VIEWS)[number]

/** The values of a trace or span that can be looked at in several ways. */
export const VALUES = ['input', 'output', 'metadata'] as const

export interface TraceSearch extends Partial<Record<(typeof VALUES)[number], View>> {
  /** The one whose content is shown; left out: that of the whole trace. */
  span?: string
  /** What is searched for among the spans. */
  q?: string
  /** Only spans that failed, and what they are part of. */
  only?: 'errors'
  /** Ids of folded spans, or `all`. */
  fold?: string
  /** Ids of those that are open where all others are folded. */
  open?: string
}

export function traceSearch(raw: Flat): TraceSearch {
  return {
    span: raw.span || undefined,
    q: raw.q || undefined,
    only: oneOf(['errors'], raw.only),
    fold: raw.fold || undefined,
    open: (raw.fold === 'all' && raw.open) || undefined,
    input: oneOf(VIEWS, raw.input),
    output: oneOf(VIEWS, raw.output),
    metadata: oneOf(VIEWS, raw.metadata),
  }
}
