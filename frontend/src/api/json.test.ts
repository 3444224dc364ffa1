import { expect, test } from 'vitest'
import { parseJson, parseToWrite, writeJson } from './json'

test.each([
  ['0', 0],
  ['-17', -17],
  ['9007199254740991', 9007199254740991],
  ['9007199254740993', 9007199254740993n],
  ['-107505301260286111', -107505301260286111n],
  ['50000000000000000001', 50000000000000000001n],
  ['0.1', 0.1],
  ['0.30000000000000004', 0.30000000000000004],
  // As the server writes floats, and as others do.
  ['1e25', 1e25],
  ['1.7976931348623157e308', Number.MAX_VALUE],
  ['100000000000000000000000.0', 1e23],
  ['1.50000000000000000000', 1.5],
  ['0.00000000000000000000', 0],
  ['0.1234567890123456789', '0.1234567890123456789'],
  ['9007199254740993.0', '9007199254740993.0'],
  ['1e400', '1e400'],
  ['-1E-400', '-1E-400'],
])('%s is read as what it says', (text, value) => {
  expect(parseJson(text)).toBe(value)
  expect(parseJson(`{"a": [${text}]}`)).toEqual({ a: [value] })
})

test('text is no number, however long', () => {
  const value = { at: '1544712660300000000', k12345678901234567: null }
  expect(parseJson(JSON.stringify(value))).toEqual(value)
})

test('what was read is written again with every digit', () => {
  const text = '{"id":107505301260286111,"ratio":0.5,"words":"9007199254740993"}'
  expect(writeJson(parseJson(text))).toBe(text)
  expect(writeJson({ id: 9007199254740993n }, 2)).toBe('{\n  "id": 9007199254740993\n}')
  expect(JSON.stringify(parseToWrite('[0.1234567890123456789, 50000000000000000001, 1.0]'))).toBe(
    '[0.1234567890123456789,50000000000000000001,1.0]',
  )
})

test('what is no JSON is not read', () => {
  expect(() => parseJson('[12345678901234567890,')).toThrow(SyntaxError)
})
