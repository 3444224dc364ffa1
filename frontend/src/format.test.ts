import { expect, test } from 'vitest'
import * as format from './format'

test.each([
  ['0', '$0'],
  ['0.00000000', '$0'],
  ['0.0000003', '<$0.000001'],
  ['0.00042', '$0.00042'],
  ['0.0996', '$0.10'],
  ['0.10', '$0.10'],
  ['12.345', '$12.35'],
  ['999.994', '$999.99'],
  ['1234.5', '$1,235'],
])('%s dollars are written %s', (cost, text) => {
  expect(format.money(cost)).toBe(text)
})

test('exact money keeps every digit that the server sent', () => {
  expect(format.exactMoney('1234.567890123456')).toBe('$1,234.567890123456')
})

test.each([
  [0.4, '0.4 ms'],
  [340.4, '340 ms'],
  [999.6, '1 s'],
  [1240, '1.24 s'],
  [59_940, '59.9 s'],
  [59_960, '1 m 00 s'],
  [123_000, '2 m 03 s'],
  [3_720_000, '1 h 02 m'],
  [176_400_000, '2 d 1 h'],
])('%d ms are written %s', (ms, text) => {
  expect(format.duration(ms)).toBe(text)
})

test('counts are whole, and short from ten thousand on', () => {
  expect(format.count(1_234_567)).toBe('1,234,567')
  expect(format.compact(9_999)).toBe('9,999')
  expect(format.compact(1_234_567)).toBe('1.23M')
  expect(format.compact(9_007_199_254_740_991)).toBe('9010T')
})

test.each([
  [5, 0, 'new'],
  [0, 0, null],
  [0, 5, '−100%'],
  [112, 100, '+12%'],
  [100, 100, '0%'],
  [1500, 100, '×15'],
])('from %d to %d is a change of %s', (value, before, text) => {
  expect(format.change(value, before)).toBe(text)
})

test('a part is never 0% of what it is a part of, nor 100% of what is more', () => {
  expect(format.portion(0, 10)).toBe('0%')
  expect(format.portion(1, 1000)).toBe('<1%')
  expect(format.portion(999, 1000)).toBe('>99%')
  expect(format.portion(10, 10)).toBe('100%')
  expect(format.portion(0, 0)).toBe('0%')
})

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

test.each([
  [0, '0 byte'],
  [999, '999 byte'],
  [34_400, '34 kB'],
  [2_340_000, '2.3 MB'],
  [5e9, '5 GB'],
])('%d bytes are written %s', (size, text) => {
  expect(format.bytes(size)).toMatch(new RegExp(`^${text}s?$`))
})

test('words agree with their number', () => {
  expect(format.plural(1, 'trace')).toBe('1 trace')
  expect(format.plural(2000, 'trace')).toBe('2,000 traces')
})

test('a range says what it keeps', () => {
  expect(format.range('10', undefined)).toBe('≥ 10')
  expect(format.range(undefined, '5')).toBe('≤ 5')
  expect(format.range('1', '5')).toBe('1 to 5')
  expect(format.range('3', '3')).toBe('= 3')
})

test('a mean of ratings moves by a difference', () => {
  expect(format.difference(0.5, 0.75)).toBe('−0.25')
  expect(format.difference(4, 3)).toBe('+1.00')
})

test('the axis of a chart of hours names the day where it begins', () => {
  expect(format.axisHour(new Date('2026-11-03T00:00:00'))).toBe('Nov 3')
  expect(format.axisHour(new Date('2026-11-03T14:00:00'))).toBe('2:00 PM')
})
