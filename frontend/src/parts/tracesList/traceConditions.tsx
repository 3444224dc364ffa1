// Which traces an address lists, of a user or of all, and in what order.
import * as format from '../../format'
import type {
  ProjectQuery,
  TraceFilter,
  TraceOrder,
  TraceOrderField,
} from '../../generated/graphql'
import { orderBy, readRange, type Sorted } from '../../urls'
import { readTags, type TraceSort, type TraceListSearch, writeTags } from '../../urls/traces'
import { countRange, millisecondRange, rangeWords } from '../filters/bounds'
import type { Condition, FieldsProps } from '../filters/condition'
import { choiceCondition, hasCondition, rangeCondition, textCondition } from '../filters/kinds'

export const DEFAULT_TRACE_SORT: Sorted<TraceSort> = '-started'

const ORDER_FIELDS: Record<TraceSort, TraceOrderField> = {
  started: 'STARTED_AT',
  took: 'LATENCY',
  spans: 'SPAN_COUNT',
  errors: 'ERROR_COUNT',
  tokens: 'TOTAL_TOKENS',
  cost: 'COST_USD',
}

export function traceOrder({ traceSort = DEFAULT_TRACE_SORT }: TraceListSearch): TraceOrder {
  return orderBy(ORDER_FIELDS, traceSort)
}

export type TraceChoices = Pick<ProjectQuery['project'], 'environments' | 'feedbackNames'>

export const TRACE_CONDITIONS: readonly Condition<TraceListSearch, TraceFilter, TraceChoices>[] = [
  textCondition('traceText', 'Search name or id', (search) => ({ search })),
  {
    ...choiceCondition('traceEnv', {
      name: 'Environment',
      any: 'All environments',
      options: ({ environments }: TraceChoices) => environments,
      filter: (environment) => ({
        environments: environment === undefined ? undefined : [environment],
      }),
    }),
    isOffered: ({ environments }) => environments.length > 1,
  },
  hasCondition('traceErrors', 'Errors', (hasError) => ({ hasError })),
  hasCondition('traceFeedback', 'Feedback', (hasFeedback) => ({ hasFeedback })),
  rangeCondition('traceTook', {
    name: 'Took',
    label: 'Took, in seconds',
    words: (text) => rangeWords(text)?.concat(' s') ?? null,
    filter: (text) => ({ latencyMs: millisecondRange(text) }),
  }),
  rangeCondition('traceCost', {
    name: 'Cost',
    label: 'Cost, in $',
    words: (text) => rangeWords(text, format.exactMoney),
    filter: (text) => ({ costUsd: readRange(text) }),
  }),
  rangeCondition('traceTokens', {
    name: 'Tokens',
    filter: (text) => ({ totalTokens: countRange(text) }),
  }),
  {
    id: 'traceTags',
    name: 'Tags',
    words: ({ traceTags }) => readTags(traceTags).join(', ') || null,
    filter: ({ traceTags }) => ({ tags: someOf(readTags(traceTags)) }),
    cleared: { traceTags: undefined },
    control: { kind: 'form', Fields: TagsField, read: (form) => ({ traceTags: tagsIn(form) }) },
  },
]

function TagsField({ search }: FieldsProps<TraceListSearch, TraceChoices>) {
  return (
    <label>
      All of these tags, with commas between them
      <input name="tags" defaultValue={search.traceTags} autoComplete="off" />
    </label>
  )
}

export function someOf(tags: string[]): string[] | undefined {
  return tags.length > 0 ? tags : undefined
}

export function tagsIn(form: FormData, name = 'tags'): string | undefined {
  const typed = readTags(String(form.get(name) ?? ''))
  return writeTags(typed.map((tag) => tag.trim()).filter((tag) => tag !== ''))
}
