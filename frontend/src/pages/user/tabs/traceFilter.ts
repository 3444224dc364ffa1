// Which of a user's traces an address lists, in what order, and how a person reads that.
import * as format from '../../../format'
import type { TraceFilter, TraceOrder, TraceOrderField } from '../../../generated/graphql'
import { readRange, type Sorted } from '../../../urls'
import { readTags, type TracesSearch, type TraceSort, type YesNo } from '../../../urls/user'
import type { Active } from './UserTab'

export const DEFAULT_TRACE_SORT: Sorted<TraceSort> = '-started'

const ORDER_FIELDS: Record<TraceSort, TraceOrderField> = {
  started: 'STARTED_AT',
  took: 'LATENCY',
  tokens: 'TOTAL_TOKENS',
  cost: 'COST_USD',
}

export function traceOrder({ traceSort = DEFAULT_TRACE_SORT }: TracesSearch): TraceOrder {
  const field = traceSort.replace(/^-/, '') as TraceSort
  return { field: ORDER_FIELDS[field], direction: traceSort.startsWith('-') ? 'DESC' : 'ASC' }
}

export function traceFilter(search: TracesSearch): TraceFilter {
  const { traceText, traceEnv, traceTags, traceTook, traceTokens, traceCost } = search
  const tags = readTags(traceTags)
  return {
    search: traceText,
    environments: traceEnv === undefined ? undefined : [traceEnv],
    tags: tags.length > 0 ? tags : undefined,
    latencyMs: milliseconds(traceTook),
    totalTokens: whole(traceTokens),
    costUsd: readRange(traceCost),
    hasError: isYes(search.traceErrors),
    hasFeedback: isYes(search.traceFeedback),
  }
}

export function isYes(answer: YesNo | undefined): boolean | undefined {
  return answer && answer === 'yes'
}

/** To the microsecond, which no product of decimals by 1000 is. */
function milliseconds(text: string | undefined) {
  return numbers(text, (seconds) => Math.round(seconds * 1e6) / 1e3)
}

/** Counts are whole: between 1.5 and 3.5 lie 2 and 3. */
function whole(text: string | undefined) {
  const bounds = numbers(text, Number)
  return (
    bounds && {
      ...(bounds.min !== undefined && { min: Math.ceil(bounds.min) }),
      ...(bounds.max !== undefined && { max: Math.floor(bounds.max) }),
    }
  )
}

export function numbers(
  text: string | undefined,
  as: (value: number) => number = Number,
): { min?: number; max?: number } | undefined {
  const bounds = readRange(text)
  return (
    bounds && {
      ...(bounds.min !== undefined && { min: as(Number(bounds.min)) }),
      ...(bounds.max !== undefined && { max: as(Number(bounds.max)) }),
    }
  )
}

/** What a range says; null where there is none. */
export function rangeWords(text: string | undefined): string | null {
  const bounds = readRange(text)
  return bounds ? format.range(bounds.min, bounds.max) : null
}

/** "≥ 2 s" */
export function tookWords(text: string | undefined): string | null {
  const said = rangeWords(text)
  return said && `${said} s`
}

/** Every condition that keeps traces out of the list, but for the period. */
export function activeTraceFilters(search: TracesSearch): Active[] {
  const { traceText, traceEnv, traceTags, traceTook, traceTokens, traceCost } = search
  const { traceErrors, traceFeedback } = search
  const active: (Active | false | undefined | '')[] = [
    traceText && { words: `text “${traceText}”`, without: { traceText: undefined } },
    traceErrors && {
      words: traceErrors === 'yes' ? 'the filter “with errors”' : 'the filter “without errors”',
      without: { traceErrors: undefined },
    },
    traceFeedback && {
      words:
        traceFeedback === 'yes' ? 'the filter “with feedback”' : 'the filter “without feedback”',
      without: { traceFeedback: undefined },
    },
    traceTook && {
      words: `took ${tookWords(traceTook)}`,
      without: { traceTook: undefined },
    },
    traceTokens && {
      words: `tokens ${rangeWords(traceTokens)}`,
      without: { traceTokens: undefined },
    },
    traceCost && {
      words: `cost in $ ${rangeWords(traceCost)}`,
      without: { traceCost: undefined },
    },
    traceTags && {
      words: `tags ${readTags(traceTags).join(', ')}`,
      without: { traceTags: undefined },
    },
    traceEnv && { words: `environment ${traceEnv}`, without: { traceEnv: undefined } },
  ]
  return active.filter((one) => typeof one === 'object')
}
