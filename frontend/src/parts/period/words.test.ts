import { expect, test } from 'vitest'
import { periodWords } from './words'

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
