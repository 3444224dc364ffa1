import { expect, test } from 'vitest'
import { endOf, periodBetween, resolve, sparkInterval } from './resolvePeriod'

const NOW = Date.parse('2026-11-22T10:30:20Z')

test('30 days are today and the 29 UTC days before it', () => {
  const { period, interval } = resolve({ period: '30d' }, NOW)
  expect(period).toEqual({ from: '2026-10-24T00:00:00.000Z' })
  expect(interval).toBe('DAY')
  expect(resolve({}, NOW)).toEqual(resolve({ period: '30d' }, NOW))
})

test('the period before is as long as the part of the period that has passed', () => {
  const { period, previous } = resolve({ period: '7d' }, NOW)
  expect(period.from).toBe('2026-11-16T00:00:00.000Z')
  expect(previous).toEqual({ from: '2026-11-09T13:29:00.000Z', to: '2026-11-16T00:00:00.000Z' })
})

test('24 hours are drawn by hour', () => {
  const { period, interval } = resolve({ period: '24h' }, NOW)
  expect(period).toEqual({ from: '2026-11-21T11:00:00.000Z' })
  expect(interval).toBe('HOUR')
})

test('days from and to are both within', () => {
  const { period, previous, interval } = resolve({ from: '2026-11-01', to: '2026-11-07' }, NOW)
  expect(period).toEqual({ from: '2026-11-01T00:00:00.000Z', to: '2026-11-08T00:00:00.000Z' })
  expect(previous).toEqual({ from: '2026-10-25T00:00:00.000Z', to: '2026-11-01T00:00:00.000Z' })
  expect(interval).toBe('DAY')
})

test('all time has nothing before it, and is drawn as a year until its beginning is known', () => {
  const { period, previous, drawn, interval } = resolve({ period: 'all' }, NOW)
  expect(period).toEqual({})
  expect(previous).toBeNull()
  expect(drawn.from).toBe('2025-11-22T00:00:00.000Z')
  expect(interval).toBe('WEEK')
})

test.each([
  ['2026-11-22T09:00:00Z', '2026-11-22T00:00:00.000Z', 'HOUR'],
  ['2026-10-01T09:00:00Z', '2026-10-01T00:00:00.000Z', 'DAY'],
  ['2023-10-01T09:00:00Z', '2023-10-01T00:00:00.000Z', 'MONTH'],
])('all time since %s is drawn from %s on, by %s', (since, from, by) => {
  const { drawn, interval } = resolve({ period: 'all', since }, NOW)
  expect(drawn).toEqual({ from })
  expect(interval).toBe(by)
})

test('until a day reaches back without a beginning', () => {
  const { period, previous, drawn } = resolve({ to: '2026-11-07' }, NOW)
  expect(period).toEqual({ to: '2026-11-08T00:00:00.000Z' })
  expect(previous).toBeNull()
  expect(drawn.to).toBe('2026-11-08T00:00:00.000Z')
})

test('a sparkline has no room for ninety days', () => {
  expect(sparkInterval(resolve({ from: '2026-01-01', to: '2026-03-30' }, NOW))).toBe('WEEK')
  expect(sparkInterval(resolve({ from: '2026-01-01', to: '2026-01-30' }, NOW))).toBe('DAY')
})

test('instants are half open, and the period before is as long', () => {
  const { period, previous, interval } = resolve(
    { period: '30d', from: '2026-11-03T14:00Z', to: '2026-11-03T16:00Z' },
    NOW,
  )
  expect(period).toEqual({ from: '2026-11-03T14:00:00.000Z', to: '2026-11-03T16:00:00.000Z' })
  expect(previous).toEqual({ from: '2026-11-03T12:00:00.000Z', to: '2026-11-03T14:00:00.000Z' })
  expect(interval).toBe('HOUR')
})

test('an interval is as chosen, unless it divides the period into too many points', () => {
  expect(resolve({ period: '7d', by: 'hour' }, NOW).interval).toBe('HOUR')
  expect(resolve({ period: '90d', by: 'month' }, NOW).interval).toBe('MONTH')
  const long = resolve({ period: '90d', by: 'hour' }, NOW)
  expect(long.interval).toBe('DAY')
  expect(long.choices).toEqual(['day', 'week', 'month'])
})

test('what was marked is written in days where it is of whole days', () => {
  const [from, to] = ['2026-11-03T00:00:00Z', '2026-11-05T00:00:00Z'].map((at) => Date.parse(at))
  expect(periodBetween(from ?? 0, to ?? 0)).toEqual({ from: '2026-11-03', to: '2026-11-04' })
  expect(periodBetween(from ?? 0, (from ?? 0) + 7_200_000)).toEqual({
    from: '2026-11-03T00:00Z',
    to: '2026-11-03T02:00Z',
  })
})

test.each([
  ['2026-11-03T14:00:00Z', 'HOUR', '2026-11-03T15:00:00Z'],
  ['2026-11-03T00:00:00Z', 'DAY', '2026-11-04T00:00:00Z'],
  ['2026-11-02T00:00:00Z', 'WEEK', '2026-11-09T00:00:00Z'],
  ['2026-12-01T00:00:00Z', 'MONTH', '2027-01-01T00:00:00Z'],
] as const)('from %s one %s lasts until %s', (at, interval, end) => {
  expect(endOf(at, interval)).toBe(Date.parse(end))
})
