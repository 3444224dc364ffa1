import { expect, test } from 'vitest'
import { openPoint, pointWords } from './openPoint'

const NOW = Date.parse('2026-11-24T15:30:00Z')
const DAYS = ['2026-11-22T00:00:00Z', '2026-11-23T00:00:00Z', '2026-11-24T00:00:00Z']

test('the point that holds this moment is open, until it is over', () => {
  expect(openPoint(DAYS, 'DAY', NOW)).toBe(2)
  expect(openPoint(DAYS, 'DAY', Date.parse('2026-11-24T23:59:59.999Z'))).toBe(2)
  expect(openPoint(DAYS, 'DAY', Date.parse('2026-11-25T00:00:00Z'))).toBe(-1)
  expect(openPoint([], 'DAY', NOW)).toBe(-1)
})

test('what lies ahead has not begun', () => {
  expect(openPoint([...DAYS, '2026-11-25T00:00:00Z'], 'DAY', NOW)).toBe(2)
})

test.each([
  ['MINUTE', '2026-11-24T15:30:00Z', '2026-11-24T15:29:00Z'],
  ['HOUR', '2026-11-24T15:00:00Z', '2026-11-24T14:00:00Z'],
  ['WEEK', '2026-11-23T00:00:00Z', '2026-11-16T00:00:00Z'],
  ['MONTH', '2026-11-01T00:00:00Z', '2026-10-01T00:00:00Z'],
] as const)('of %s the last but one is over', (interval, last, before) => {
  expect(openPoint([before, last], interval, NOW)).toBe(1)
  expect(openPoint([before], interval, NOW)).toBe(-1)
})

test('it is said that it goes on', () => {
  expect(pointWords('2026-11-24T00:00:00Z', 'DAY', NOW)).toBe('Tue, Nov 24, so far')
  expect(pointWords('2026-11-23T00:00:00Z', 'DAY', NOW)).toBe('Mon, Nov 23')
})
