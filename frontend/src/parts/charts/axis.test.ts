import { expect, test } from 'vitest'
import { marksOf, middles, namesOf } from './axis'

const DAY = 86_400

/** So many days from a UTC day on. */
function days(from: string, count: number): number[] {
  const first = Date.parse(from) / 1000
  return Array.from({ length: count + 1 }, (_, at) => first + at * DAY)
}

function named(edges: number[], width: number, interval: 'DAY' | 'WEEK' | 'MONTH' = 'DAY') {
  const drawn = { edges, interval }
  return namesOf(drawn, marksOf(drawn, width))
}

test('every day is named once, from the first on', () => {
  const week = ['Oct 20', 'Oct 21', 'Oct 22', 'Oct 23', 'Oct 24', 'Oct 25', 'Oct 26']
  expect(named(days('2026-10-20', 7), 1200)).toEqual(week)
  expect(named(days('2026-10-20', 7), 620)).toEqual(week)
})

test('where there is no room for all, every so many days are named', () => {
  expect(named(days('2026-10-20', 7), 400)).toEqual(['Oct 20', 'Oct 22', 'Oct 24', 'Oct 26'])
  expect(named(days('2026-10-20', 7), 100)).toEqual(['Oct 20'])
})

test('one day alone is named', () => {
  expect(named(days('2026-11-27', 1), 1200)).toEqual(['Nov 27'])
  expect(named([], 1200)).toEqual([])
})

test('over years, days and months have theirs', () => {
  const weeks = days('2025-01-06', 700).filter((_, at) => at % 7 === 0)
  const names = named(weeks, 1200, 'WEEK')
  expect(names.slice(0, 2)).toEqual(['Jan 6, 2025', 'Mar 10, 2025'])
  expect(new Set(names).size).toBe(names.length)
  const months = [0, 1, 2].map((month) => Date.UTC(2026, month) / 1000)
  expect(named(months, 1200, 'MONTH')).toEqual(['Jan 2026', 'Feb 2026'])
})

test('hours of several days say which day', () => {
  const at = Date.parse('2026-11-03T14:00:00Z') / 1000
  const drawn = (hours: number) => ({ edges: [at, at + hours * 3600], interval: 'HOUR' }) as const
  expect(namesOf(drawn(24), [at])).toEqual(['2:00 PM'])
  expect(namesOf(drawn(48), [at])).toEqual(['Tue 2:00 PM'])
  expect(namesOf(drawn(48), [at + 10 * 3600])).toEqual(['Nov 4'])
})

test('a point is drawn in its middle', () => {
  expect(middles([0, 10, 30])).toEqual([5, 20])
  expect(middles([])).toEqual([])
})
