import { expect, test } from 'vitest'
import { treeOf, unfolded } from './spans'

const span = (spanId: string, parentSpanId: string | null = null) => ({ spanId, parentSpanId })
const drawn = (rows: ReturnType<typeof treeOf>) =>
  rows.map((row) => '-'.repeat(row.depth) + row.span.spanId)

test('children stand below their parent in order of start', () => {
  const rows = treeOf([span('a'), span('b', 'a'), span('c'), span('d', 'b'), span('e', 'a')])
  expect(drawn(rows)).toEqual(['a', '-b', '--d', '-e', 'c'])
  expect(rows[0]?.childCount).toBe(2)
})

test('a span whose parent never came stands at the top', () => {
  expect(drawn(treeOf([span('a'), span('b', 'lost'), span('c', 'b')]))).toEqual(['a', 'b', '-c'])
})

test('spans that are each other’s parents are shown once each', () => {
  expect(drawn(treeOf([span('a', 'b'), span('b', 'a'), span('c', 'c')]))).toEqual(['c', 'a', '-b'])
})

test('a chain of fifty thousand spans is no trouble', () => {
  const chain = Array.from({ length: 50_000 }, (_, at) => span(`${at}`, at ? `${at - 1}` : null))
  expect(treeOf(chain).at(-1)?.depth).toBe(49_999)
})

test('a folded span hides all that is below it', () => {
  const rows = treeOf([span('a'), span('b', 'a'), span('c', 'b'), span('d', 'a'), span('e')])
  expect(drawn(unfolded(rows, new Set(['b'])))).toEqual(['a', '-b', '-d', 'e'])
  expect(drawn(unfolded(rows, new Set(['a', 'b'])))).toEqual(['a', 'e'])
})
