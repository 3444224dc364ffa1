import { expect, test } from 'vitest'
import type { TraceListSearch } from '../../urls/traces'
import { activeConditions, filterOf } from '../filters/condition'
import { TRACE_CONDITIONS, traceOrder } from './traceConditions'

const traceFilter = (search: TraceListSearch) => filterOf(TRACE_CONDITIONS, search, Date.now())
const activeTraceFilters = (search: TraceListSearch) => activeConditions(TRACE_CONDITIONS, search)

test('an address becomes what the server is asked', () => {
  expect(
    traceFilter({
      traceText: 'why',
      traceEnv: 'staging',
      traceTags: 'a,b',
      traceTook: '1.1..2.5',
      traceTokens: '1.5..3.5',
      traceCost: '0.10..',
      traceErrors: 'yes',
      traceFeedback: 'no',
    }),
  ).toEqual({
    search: 'why',
    environments: ['staging'],
    tags: ['a', 'b'],
    latencyMs: { min: 1100, max: 2500 },
    totalTokens: { min: 2, max: 3 },
    costUsd: { min: '0.10' },
    hasError: true,
    hasFeedback: false,
  })
  expect(Object.values(traceFilter({})).every((value) => value === undefined)).toBe(true)
})

test('the newest come first unless told', () => {
  expect(traceOrder({})).toEqual({ field: 'STARTED_AT', direction: 'DESC' })
  expect(traceOrder({ traceSort: 'took' })).toEqual({ field: 'LATENCY', direction: 'ASC' })
})

test('every condition is said in words and can be taken away', () => {
  const active = activeTraceFilters({ traceText: 'why', traceTook: '2..', traceErrors: 'no' })
  expect(active.map(({ words }) => words)).toEqual([
    'text “why”',
    'the filter “without errors”',
    'took ≥ 2 s',
  ])
  expect(active[2]?.without).toEqual({ traceTook: undefined })
  expect(activeTraceFilters({})).toEqual([])
})
