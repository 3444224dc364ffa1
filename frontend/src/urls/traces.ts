// What the address of a list of traces holds: its filters and order, of one user or of all.
import * as v from 'valibot'
import { onePlace, placeParams, range, sort, text, yesNo } from './params'
import { periodParams } from './period'

export const TRACE_SORTS = ['started', 'took', 'spans', 'errors', 'tokens', 'cost'] as const
export type TraceSort = (typeof TRACE_SORTS)[number]

/** Which traces are listed, and in what order. */
export const traceListParams = {
  traceText: text,
  traceEnv: text,
  /** All of these, with commas between them. */
  traceTags: text,
  /** Seconds. */
  traceTook: range,
  traceTokens: range,
  traceCost: range,
  traceErrors: yesNo,
  traceFeedback: yesNo,
  traceSort: sort(TRACE_SORTS),
}
const traceListSearch = v.object(traceListParams)
export type TraceListSearch = v.InferInput<typeof traceListSearch>

/** What may be asked besides where the traces of all users are listed. */
const moreParams = {
  user: text,
  name: text,
  model: text,
  release: text,
  version: text,
  /** At least one of these, and none of these, with commas between them. */
  anyTag: text,
  noTag: text,
  /** A key, or `key=value`. */
  metadata: text,
  inputTokens: range,
  outputTokens: range,
  spans: range,
  errors: range,
  /** The name of feedback, its value, and whether it has a comment. */
  feedback: text,
  feedbackValue: range,
  comment: yesNo,
}

const tracesParams = v.object({
  ...traceListParams,
  ...moreParams,
  ...periodParams,
  ...placeParams,
})
export const tracesSearch = v.pipe(
  tracesParams,
  v.transform((search) => ({ ...search, ...onePlace(search) })),
)
export type TracesSearch = v.InferInput<typeof tracesSearch>

/** `a,b\,c` -> `['a', 'b,c']` */
export function readTags(tags = ''): string[] {
  const written = tags.match(/(?:\\.|[^,\\])+/gs) ?? []
  return written.map((tag) => tag.replace(/\\(.)/gs, '$1')).filter((tag) => tag !== '')
}

export function writeTags(tags: readonly string[]): string | undefined {
  return tags.map((tag) => tag.replace(/[\\,]/g, String.raw`\$&`)).join(',') || undefined
}
