import { expect, test } from 'vitest'
import { propertiesAsText, readProperties } from './properties'

test('properties read back as they were written', () => {
  const properties = {
    plan: 'pro',
    seats: 3,
    trial: false,
    until: null,
    code: '007',
    count: '12',
    word: 'true',
    nothing: '',
    spaced: ' a ',
    quoted: '"so"',
    bracket: '[draft',
    tags: ['a', 'b'],
    company: { name: 'ACME' },
  }
  expect(readProperties(propertiesAsText(properties))).toEqual({ properties })
  expect(propertiesAsText({ plan: 'pro', seats: 3, count: '12' })).toEqual([
    { name: 'plan', text: 'pro' },
    { name: 'seats', text: '3' },
    { name: 'count', text: '"12"' },
  ])
  expect(propertiesAsText(null)).toEqual([])
})

test('rows that say nothing are left out', () => {
  expect(readProperties([{ name: ' ', text: '' }])).toEqual({ properties: {} })
})

test.each([
  [[{ name: '', text: 'pro' }], 'no name', 0],
  [[{ name: 'plan', text: ' ' }], 'has no value', 0],
  [
    [
      { name: 'plan', text: 'a' },
      { name: 'plan ', text: 'b' },
    ],
    'Two properties are called “plan”',
    1,
  ],
  [[{ name: 'tags', text: '["a",' }], 'begins as JSON', 0],
])('what is wrong with %o is said', (rows, said, row) => {
  const read = readProperties(rows)
  expect(read).toMatchObject({ row })
  expect('wrong' in read && read.wrong).toContain(said)
})
