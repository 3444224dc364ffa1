import { expect, test } from 'vitest'
import { calendarSpan, cellsOf, monthsOf, weeksWithin, yearsSince } from './weeks'

// A Tuesday.
const NOW = Date.parse('2026-11-24T15:00:00Z')

function days(from: string, counts: readonly number[]) {
  return counts.map((count, at) => ({
    day: new Date(Date.parse(from) + at * 86_400_000).toISOString().slice(0, 10),
    count,
  }))
}

test('the last weeks begin on a Monday and end now', () => {
  expect(calendarSpan(undefined, NOW)).toEqual({ from: '2025-11-24T00:00:00.000Z' })
})

test('a year is whole, and this one ends now', () => {
  expect(calendarSpan('2025', NOW)).toEqual({
    from: '2025-01-01T00:00:00.000Z',
    to: '2026-01-01T00:00:00.000Z',
  })
  expect(calendarSpan('2026', NOW)).toEqual({ from: '2026-01-01T00:00:00.000Z' })
})

test('years are there to choose where a user is older than what is shown', () => {
  expect(yearsSince('2026-03-01T00:00:00Z', NOW)).toEqual([])
  expect(yearsSince('2025-11-23T00:00:00Z', NOW)).toEqual(['2026', '2025'])
  expect(yearsSince('2024-12-31T23:00:00Z', NOW)).toEqual(['2026', '2025', '2024'])
})

test('days stand in their weeks, and are as full as the root of their count', () => {
  const cells = cellsOf(days('2026-01-01', [0, 1, 100, 30, 60, 7]))
  // 2026 begins on a Thursday.
  expect(cells.map(({ week, weekday, level }) => [week, weekday, level])).toEqual([
    [0, 3, 0],
    [0, 4, 1],
    [0, 5, 4],
    [0, 6, 3],
    [1, 0, 4],
    [1, 1, 2],
  ])
  expect(cellsOf(days('2026-01-01', [0, 0])).map(({ level }) => level)).toEqual([0, 0])
  expect(cellsOf([])).toEqual([])
})

test('months are named where they begin and there is room', () => {
  const cells = cellsOf(
    days(
      '2026-01-30',
      Array.from({ length: 63 }, () => 0),
    ),
  )
  expect(monthsOf(cells).map(({ day }) => day)).toEqual(['2026-02-01', '2026-03-01'])
})

test('the weeks of a period are found', () => {
  const cells = cellsOf(
    days(
      '2026-11-02',
      Array.from({ length: 21 }, () => 1),
    ),
  )
  expect(weeksWithin(cells, {})).toEqual([0, 2])
  expect(weeksWithin(cells, { from: '2026-11-09T00:00:00Z' })).toEqual([1, 2])
  expect(weeksWithin(cells, { from: '2026-11-10T08:00:00Z', to: '2026-11-16T00:00:00Z' })).toEqual([
    1, 1,
  ])
  expect(weeksWithin(cells, { to: '2026-01-01T00:00:00Z' })).toBeNull()
})
