// What the address of a trace's page holds: the chosen span, and how the tree and values are shown.
import * as v from 'valibot'
import { oneOf, text } from './params'

/** How a value that an application sent is looked at. */
export const VIEWS = ['chat', 'markdown', 'json', 'text'] as const
export type View = (typeof VIEWS)[number]

/** The values of a trace or span that can be looked at in several ways. */
const valueParams = { input: oneOf(VIEWS), output: oneOf(VIEWS), metadata: oneOf(VIEWS) }
export type ValueName = keyof typeof valueParams

const traceParams = v.object({
  /** The one whose content is shown; left out: that of the whole trace. */
  span: text,
  /** What is searched for among the spans. */
  q: text,
  /** Only spans that failed, and what they are part of. */
  only: oneOf(['errors']),
  /** Ids of folded spans, or `all`. */
  fold: text,
  /** Ids of those that are open where all others are folded. */
  open: text,
  ...valueParams,
})
export const traceSearch = v.pipe(
  traceParams,
  v.transform((search) => ({ ...search, open: search.fold === 'all' ? search.open : undefined })),
)
export type TraceSearch = v.InferInput<typeof traceSearch>
