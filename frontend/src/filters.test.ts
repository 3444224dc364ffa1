import { expect, test } from 'vitest'
import { activeFilters, periodWords, userFilter } from './filters'

test('an address becomes what the server is asked', () => {
  expect(
    userFilter({ q: 'ann', env: 'staging', traces: '1.5..3.5', cost: '0.10..', errors: '..0' }),
  ).toEqual({
    search: 'ann',
    environments: ['staging'],
    traceCount: { min: 2, max: 3 },
    totalTokens: undefined,
    costUsd: { min: '0.10' },
    errorCount: { max: 0 },
    feedback: undefined,
  })
})

test('feedback of a name alone means that there is some', () => {
  expect(userFilter({ feedback: 'thumbs' }).feedback).toEqual({
    name: 'thumbs',
    count: { min: 1 },
    average: undefined,
  })
  expect(userFilter({ feedbackAverage: '..0.5' }).feedback).toEqual({
    name: undefined,
    count: undefined,
    average: { max: 0.5 },
  })
})

test('every condition is said in words and can be taken away', () => {
  const active = activeFilters({
    q: 'ann',
    tokens: '100..',
    feedback: 'stars',
    feedbackCount: '2..',
  })
  expect(active.map((filter) => filter.words)).toEqual([
    'text “ann”',
    'tokens ≥ 100',
    'feedback stars: count ≥ 2',
    'period 30 days',
  ])
  expect(active.at(-1)?.without).toEqual({ period: 'all', from: undefined, to: undefined })
})

test('without any condition nothing is active', () => {
  expect(activeFilters({ period: 'all' })).toEqual([])
})

test.each([
  [{}, '30 days'],
  [{ period: 'all' }, 'All time'],
  [{ from: '2026-11-01', to: '2026-11-07' }, 'Nov 1 – 7, 2026'],
  [{ from: '2026-11-03' }, 'since Nov 3, 2026'],
  [{ to: '2026-11-03T14:00Z' }, 'until Nov 3, 2026, 2:00 PM'],
  [{ from: '2026-11-03T14:00Z', to: '2026-11-03T16:00Z' }, 'Nov 3, 2026, 2:00 – 4:00 PM'],
] as const)('the period %o is said as %s', (search, said) => {
  // Ranges are written with thin and narrow spaces.
  expect(periodWords(search).replace(/\s/g, ' ')).toBe(said)
})

test('a stretch of all time keeps users out, too', () => {
  expect(activeFilters({ period: 'all', from: '2026-11-03' })).toHaveLength(1)
})
