import { expect, test } from 'vitest'
import { axisOf, ticksOf } from './axis'
import { nextMatch } from './searchSpans'
import { sumsOf } from './sums'
import { ancestorIds, treeOf, visibleRows } from './tree'

const span = (spanId: string, parentSpanId: string | null = null) => ({ spanId, parentSpanId })
const took = (id: string, parent: string | null, costUsd: string, level = 'DEFAULT') => ({
  ...span(id, parent),
  totalTokens: 10,
  costUsd,
  level,
  repeatsTokens: false,
  repeatsCost: false,
})
const ran = (id: string, parent: string | null, time: string, latencyMs: number | null = 1000) => ({
  ...span(id, parent),
  startedAt: `2026-01-01T${time}Z`,
  latencyMs,
})
const drawn = (rows: ReturnType<typeof treeOf>) =>
  rows.map((row) => '-'.repeat(row.depth) + row.span.spanId)
const seen = (rows: ReturnType<typeof treeOf>, folded: readonly string[]) =>
  visibleRows(rows, (id) => folded.includes(id)).map((at) => rows[at]?.span.spanId)

test('children stand below their parent in order of start', () => {
  const rows = treeOf([span('a'), span('b', 'a'), span('c'), span('d', 'b'), span('e', 'a')])
  expect(drawn(rows)).toEqual(['a', '-b', '--d', '-e', 'c'])
  expect(rows[0]?.childCount).toBe(2)
  expect(rows.map(({ parent }) => parent)).toEqual([-1, 0, 1, 0, -1])
  expect(rows.map(({ position, siblings }) => `${position}/${siblings}`)).toEqual([
    '1/2',
    '1/2',
    '1/1',
    '2/2',
    '2/2',
  ])
})

test('a span whose parent never came stands at the top', () => {
  expect(drawn(treeOf([span('a'), span('b', 'lost'), span('c', 'b')]))).toEqual(['a', 'b', '-c'])
})

test('spans that are each other’s parents are shown once each', () => {
  expect(drawn(treeOf([span('a', 'b'), span('b', 'a'), span('c', 'c')]))).toEqual(['c', 'a', '-b'])
})

test('a chain of fifty thousand spans is no trouble', () => {
  const chain = Array.from({ length: 50_000 }, (_, at) => span(`${at}`, at ? `${at - 1}` : null))
  const rows = treeOf(chain)
  expect(rows.at(-1)?.depth).toBe(49_999)
  expect(ancestorIds(rows, [49_999]).size).toBe(49_999)
})

test('a folded span hides all that is below it', () => {
  const rows = treeOf([span('a'), span('b', 'a'), span('c', 'b'), span('d', 'a'), span('e')])
  expect(seen(rows, ['b'])).toEqual(['a', 'b', 'd', 'e'])
  expect(seen(rows, ['a', 'b'])).toEqual(['a', 'e'])
  expect(ancestorIds(rows, [2, 3])).toEqual(new Set(['b', 'a']))
})

test('tokens, cost and errors are summed up the tree, and not a digit of cost is lost', () => {
  const sums = sumsOf(
    treeOf([
      took('a', null, '0', 'ERROR'),
      took('b', 'a', '0.1'),
      took('c', 'b', '0.2', 'ERROR'),
      took('d', 'a', '0.000000000000000001', 'ERROR'),
      took('e', null, '12'),
    ]),
  )
  expect(sums.map(({ totalTokens }) => totalTokens)).toEqual([40, 20, 10, 10, 10])
  expect(sums.map(({ costUsd }) => costUsd)).toEqual([
    '0.300000000000000001',
    '0.3',
    '0.2',
    '0.000000000000000001',
    '12',
  ])
  expect(sums.map(({ errorsBelow }) => errorsBelow)).toEqual([2, 1, 0, 0, 0])
})

test('what a span says again of those below it is summed up once', () => {
  const run = { ...took('run', null, '3'), repeatsTokens: true, repeatsCost: true }
  const chain = { ...took('chain', 'run', '5'), repeatsTokens: true }
  const sums = sumsOf(treeOf([run, chain, took('a', 'chain', '0'), took('b', 'chain', '0')]))
  expect(sums.map(({ totalTokens }) => totalTokens)).toEqual([20, 20, 10, 10])
  expect(sums.map(({ costUsd }) => costUsd)).toEqual(['5', '5', '0', '0'])
})

test('a span lies where it ran, and what goes on after it is told', () => {
  const { timings, length } = axisOf(
    treeOf([
      ran('a', null, '00:00:01', 1000),
      ran('b', 'a', '00:00:01', 500),
      ran('c', 'b', '00:00:02', 4000),
      ran('d', 'a', '00:00:01', null),
    ]),
  )
  expect(length).toBe(5000)
  expect(timings).toEqual([
    { from: 0, to: 1000, end: 5000, moved: 0 },
    { from: 0, to: 500, end: 5000, moved: 0 },
    { from: 1000, to: 5000, end: 5000, moved: 0 },
    { from: 0, to: 0, end: 0, moved: 0 },
  ])
})

test('what seems to begin before its parent is moved to where that begins, with all below', () => {
  const { timings, length } = axisOf(
    treeOf([
      ran('early', 'a', '02:00:58'),
      ran('below', 'early', '02:00:59'),
      ran('a', null, '14:00:00'),
    ]),
  )
  expect(length).toBe(2000)
  expect(timings.map(({ from }) => from)).toEqual([0, 0, 1000])
  expect(timings[1]?.moved).toBe(timings[2]?.moved)
  expect(timings[1]?.moved).toBe(Date.UTC(0, 0, 0, 14, 0, 0) - Date.UTC(0, 0, 0, 2, 0, 58))
})

test.each([
  [1000, [0, 500]],
  [5200, [0, 2000, 4000]],
  [7, [0, 2, 4, 6]],
  [60_000, [0, 20_000, 40_000]],
])('the ruler of %d ms has round numbers', (length, ticks) => {
  expect(ticksOf(length, 4)).toEqual(ticks)
})

test('one is led from match to match, around the end', () => {
  expect(nextMatch([2, 5, 9], 5, false)).toBe(9)
  expect(nextMatch([2, 5, 9], 9, false)).toBe(2)
  expect(nextMatch([2, 5, 9], 5, true)).toBe(2)
  expect(nextMatch([2, 5, 9], -1, true)).toBe(9)
  expect(nextMatch([], 3, false)).toBeUndefined()
})
