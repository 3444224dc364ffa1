import { expect, test } from 'vitest'
import { millisecondRange } from './bounds'

test.each([
  ['1.1..2.5', { min: 1100, max: 2500 }],
  ['..0.0000004', { max: 0 }],
  ['999999999999999..', { min: Number.MAX_SAFE_INTEGER }],
  ['..-999999999999999', { max: Number.MIN_SAFE_INTEGER }],
])('of %s seconds the server is asked by milliseconds that it can hold', (seconds, asked) => {
  expect(millisecondRange(seconds)).toEqual(asked)
})
