import { expect, test } from 'vitest'
import { resolve, sparkInterval } from './period'

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

test('all time has nothing before it, and is drawn as a year', () => {
  const { period, previous, drawn, interval } = resolve({ period: 'all' }, NOW)
  expect(period).toEqual({})
  expect(previous).toBeNull()
  expect(drawn.from).toBe('2025-11-23T00:00:00.000Z')
  expect(interval).toBe('WEEK')
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
