import { expect, test } from 'vitest'
import { moved, withColumn } from './ordering'

test('a column that is added comes after those that usually come before it', () => {
  expect(withColumn(['user', 'traces', 'cost'], 'tokens')).toEqual([
    'user',
    'traces',
    'tokens',
    'cost',
  ])
  expect(withColumn(['user'], 'activity')).toEqual(['user', 'activity'])
  expect(withColumn(['user', 'cost', 'traces'], 'tokens')).toEqual([
    'user',
    'cost',
    'traces',
    'tokens',
  ])
})

test('a column moves anywhere but before who the user is', () => {
  expect(moved(['user', 'traces', 'cost'], 2, 1)).toEqual(['user', 'cost', 'traces'])
  expect(moved(['user', 'traces', 'cost'], 1, 2)).toEqual(['user', 'cost', 'traces'])
  const same = ['user', 'traces'] as const
  expect(moved(same, 1, 0)).toBe(same)
  expect(moved(same, 1, 2)).toBe(same)
  expect(moved(same, 0, 1)).toBe(same)
})
