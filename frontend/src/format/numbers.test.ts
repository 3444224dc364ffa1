import { expect, test } from 'vitest'
import * as format from './index'

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
  ['999999.4', '$999,999'],
  ['999999.5', '$1M'],
  ['1234567890', '$1.23B'],
  ['0.0000123', '$0.000012'],
])('%s dollars are written %s', (cost, text) => {
  expect(format.money(cost)).toBe(text)
})

test.each([
  '0',
  '0.0000003',
  '0.0000012',
  '0.000123',
  '0.09',
  '999.99',
  '12345.6',
  '999999',
  '87654321.1',
])('%s dollars have room in a column', (cost) => {
  expect(format.money(cost).length).toBeLessThanOrEqual(10)
})

test('exact money keeps every digit that the server sent', () => {
  expect(format.exactMoney('1234.567890123456')).toBe('$1,234.567890123456')
})

test.each([
  [0, '0 ms'],
  [0.001, '<0.01 ms'],
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

test('counts beyond 2^53 keep every digit', () => {
  expect(format.count(9_007_199_254_740_993n)).toBe('9,007,199,254,740,993')
  expect(format.compact(9_007_199_254_740_993n)).toBe('9010T')
  expect(format.plural(9_007_199_254_740_993n, 'span')).toBe('9,007,199,254,740,993 spans')
  expect(format.plural(1n, 'span')).toBe('1 span')
  expect(format.portion(1n, 9_007_199_254_740_993n)).toBe('<1%')
})

test.each([
  [0, '0'],
  [-0, '0'],
  [5, '5'],
  [0.5, '0.5'],
  [0.0012, '0.0012'],
  [-0.004, '-0.004'],
  [99.998, '99.998'],
  [-99.998, '-99.998'],
  [4.9999999, '4.9999999'],
  [2.123456789, '2.12346'],
  [1_234_567.891, '1,234,567.89'],
  [0.1 + 0.2, '0.3'],
  [0.00000012, '1.2E-7'],
  [1e300, '1E300'],
])('a given %d is written %s', (value, text) => {
  expect(format.number(value)).toBe(text)
})

test.each([
  [0, '0.00'],
  [-0, '0.00'],
  [0.5, '0.50'],
  [4.256, '4.26'],
  [0.0012, '0.0012'],
  [-0.004, '-0.004'],
  [0.998, '0.998'],
  [99.998, '99.998'],
  [0.9996, '0.9996'],
  [2.9999999999999996, '3.00'],
  [9999.5, '9,999.50'],
  [12_345.678, '12.3K'],
  [1_234_567_890_123.4, '1.23T'],
  [1e200, '1E200'],
  [-1e12, '-1T'],
])('a mean of %d is written %s', (value, text) => {
  expect(format.average(value)).toBe(text)
})

test.each([
  [0, '0%'],
  [0.00001, '<0.1%'],
  [0.0004, '<0.1%'],
  [0.0005, '0.1%'],
  [0.98234, '98.2%'],
  [0.9994, '99.9%'],
  [0.9997, '>99.9%'],
  [1, '100%'],
])('a share of %d is written %s', (value, text) => {
  expect(format.percent(value)).toBe(text)
})

test('what is exact has every digit', () => {
  expect(format.exact(0.0012)).toBe('0.0012')
  expect(format.exact(1_234_567.891)).toBe('1,234,567.891')
  expect(format.exact(9_007_199_254_740_993n)).toBe('9,007,199,254,740,993')
  expect(format.exact(-0)).toBe('0')
  expect(format.exact(1e-25)).toBe('1e-25')
  expect(format.exact(1e300)).toBe('1e+300')
  expect(format.exactPercent(0.99973)).toBe('99.973%')
  expect(format.exactDuration(1234.5678)).toBe('1,234.5678 ms')
  expect(format.decimal('50000000000000000001.5')).toBe('50,000,000,000,000,000,001.5')
  expect(format.outOf(1, 100_000, 'span')).toBe('1 of 100,000 spans')
})

test.each([
  [5, 0, 'new'],
  [0, 0, null],
  [0, 5, '−100%'],
  [112, 100, '+12%'],
  [100, 100, '0%'],
  [100_001, 100_000, '+<1%'],
  [99_999, 100_000, '−<1%'],
  [1, 100_000, '−>99%'],
  [1999, 1000, '+100%'],
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

test.each([
  [0, '0 byte'],
  [999, '999 byte'],
  [34_400, '34 kB'],
  [2_340_000, '2.3 MB'],
  [5e9, '5 GB'],
  [999_700, '1 MB'],
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
  expect(format.difference(4.001, 4)).toBe('+0.001')
})
