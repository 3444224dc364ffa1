import { expect, test } from 'vitest'
import * as format from './index'

test('recent instants are said from now, older ones by their date', () => {
  const now = Date.parse('2026-11-22T12:00:00Z')
  expect(format.ago('2026-11-22T11:59:40Z', now)).toBe('now')
  expect(format.ago('2026-11-22T11:00:01Z', now)).toBe('59m ago')
  expect(format.ago('2026-11-20T12:00:00Z', now)).toBe('2d ago')
  expect(format.ago('2026-09-01T12:00:00Z', now)).toBe('Sep 1, 2026')
})

test('an instant is exact on hover, in UTC too', () => {
  expect(format.exactTime('2026-11-03T14:05:06.123+01:00')).toContain('2026-11-03 13:05:06.123 UTC')
})

test('a point of a chart is named by its UTC day', () => {
  expect(format.point('2026-11-03T00:00:00Z', 'DAY')).toBe('Tue, Nov 3')
  expect(format.point('2026-11-02T00:00:00Z', 'WEEK')).toBe('Week of Nov 2')
  expect(format.point('2026-11-01T00:00:00Z', 'MONTH')).toBe('November 2026')
})

test('the axis of a chart of hours names the day where it begins', () => {
  expect(format.axisHour(new Date('2026-11-03T00:00:00'), false)).toBe('Nov 3')
  expect(format.axisHour(new Date('2026-11-03T14:00:00'), false)).toBe('2:00 PM')
})

test('a point that is not over says so', () => {
  expect(format.soFar('Tue, Nov 3')).toBe('Tue, Nov 3, so far')
})
