import { expect, test } from 'vitest'
import { keptInPlace } from './frozenRows'

const keyOf = (row: string) => row[0] ?? ''

test('rows keep their places and say what they say now', () => {
  expect(keptInPlace(['a1', 'b1', 'c1'], ['c2', 'a2', 'b2'], keyOf)).toEqual({
    rows: ['a2', 'b2', 'c2'],
    waiting: 0,
  })
})

test('a new row waits, and one that left stays as it was', () => {
  expect(keptInPlace(['a1', 'b1'], ['n1', 'a2'], keyOf)).toEqual({ rows: ['a2', 'b1'], waiting: 1 })
})
