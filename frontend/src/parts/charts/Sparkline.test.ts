import { expect, test } from 'vitest'
import { barsOf, lineOf } from './Sparkline'

test('something is never drawn as nothing', () => {
  expect(barsOf([0, 1, 1000], 30, 20)).toEqual([
    '',
    'M10.00 20v-1.50h8.50v1.50z',
    'M20.00 20v-20.00h8.50v20.00z',
  ])
})

test('a line goes on over points with nothing to say', () => {
  expect(lineOf([1, null, 0.5], 20, 10)).toBe('M0.00 0.00L20.00 5.00')
  expect(lineOf([null, 2, null], 20, 10)).toBe('M10.00 0.00h0')
  expect(lineOf([null, null], 20, 10)).toBe('')
})

test('below nothing there is room, too', () => {
  expect(lineOf([-1, 1], 20, 10)).toBe('M0.00 10.00L20.00 0.00')
})
