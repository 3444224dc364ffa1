import { expect, test } from 'vitest'
import { reasonAgainst, seriesOf } from './split'

const parts = (sizes: readonly number[]) =>
  sizes.map((size, at) => ({ name: `m${at}`, points: [size, null, 1] }))
const itself = (point: number | null) => point

test('the largest parts keep their order, and all others are one', () => {
  const series = seriesOf(parts([1, 50, 2, 40, 30, 20, 10]), itself)
  expect(series.map(({ name }) => name)).toEqual(['m1', 'm3', 'm4', 'm5', 'm6', '2 more'])
  expect(series.at(-1)?.values).toEqual([3, 0, 2])
  expect(series[0]?.values).toEqual([50, null, 1])
})

test('a few parts are all drawn', () => {
  expect(seriesOf(parts([1, 2]), itself).map(({ name }) => name)).toEqual(['m0', 'm1'])
  expect(seriesOf(parts([]), itself)).toEqual([])
})

test('averages do not add up: only those with most points are drawn', () => {
  const averages = [
    ...parts([1, 1, 1, 1, 1]),
    { name: 'rare', points: [9, null, null] },
    { name: 'often', points: [1, 1, 1] },
  ]
  const series = seriesOf(averages, itself, true)
  expect(series.map(({ name }) => name)).toEqual(['m0', 'm1', 'm2', 'm3', 'often'])
})

test('what cannot be divided says why', () => {
  expect(reasonAgainst('model', 'cost', ['production'])).toBeNull()
  expect(reasonAgainst('model', 'sessions', ['production'])).toContain('tokens and cost')
  expect(reasonAgainst('environment', 'cost', ['production'])).toContain('only one')
  expect(reasonAgainst('environment', 'feedback', ['production', 'staging'])).toBeNull()
})
