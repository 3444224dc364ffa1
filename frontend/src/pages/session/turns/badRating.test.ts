import { expect, test } from 'vitest'
import { isBad, scalesOf } from './badRating'

const scales = scalesOf({
  feedbackSummary: [
    { name: 'stars', dataType: 'NUMERIC', distribution: [{ label: '1' }, { label: '5' }] },
    {
      name: 'score',
      dataType: 'NUMERIC',
      distribution: [{ label: '-1 – -0.5' }, { label: '0.5 – 1' }],
    },
    { name: 'thumbs', dataType: 'BOOLEAN', distribution: [{ label: 'false' }] },
  ],
})

test('the scale of a name goes from the least that was given to the most', () => {
  expect(scales).toEqual([
    { name: 'stars', least: 1, greatest: 5 },
    { name: 'score', least: -1, greatest: 1 },
  ])
})

test.each([
  ['thumbs', 'BOOLEAN', 0, true],
  ['thumbs', 'BOOLEAN', 1, false],
  ['stars', 'NUMERIC', 2, true],
  ['stars', 'NUMERIC', 3, false],
  ['score', 'NUMERIC', -0.1, true],
  ['score', 'NUMERIC', 0.1, false],
  ['unheard of', 'NUMERIC', 0, false],
  ['reason', 'CATEGORICAL', null, false],
] as const)('%s, %s, %s: bad is %s', (name, dataType, value, bad) => {
  expect(isBad({ name, dataType, value }, scales)).toBe(bad)
})
