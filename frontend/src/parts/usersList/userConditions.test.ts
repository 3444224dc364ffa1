import { expect, test } from 'vitest'
import type { UserListSearch } from '../../urls/users'
import { activeConditions, activePeriod, filterOf, withoutAll } from '../filters/condition'
import { USER_CONDITIONS } from './userConditions'

const userFilter = (search: UserListSearch, now: number) => filterOf(USER_CONDITIONS, search, now)
const activeFilters = (search: UserListSearch) => [
  ...activeConditions<UserListSearch, never>(USER_CONDITIONS, search),
  ...activePeriod(search),
]

const NOW = Date.parse('2026-11-24T10:00:00Z')

test('an address becomes what the server is asked', () => {
  expect(
    userFilter(
      { q: 'ann', env: 'staging,eval', traces: '1.5..3.5', cost: '0.10..', errors: '..0' },
      NOW,
    ),
  ).toEqual({
    search: 'ann',
    environments: ['staging', 'eval'],
    traceCount: { min: 2, max: 3 },
    totalTokens: undefined,
    costUsd: { min: '0.10' },
    errorCount: { max: 0 },
    feedback: undefined,
  })
})

test('every other measure is asked for in its own unit', () => {
  expect(
    userFilter(
      {
        sessions: '2..',
        spans: '..9',
        inputTokens: '1..',
        outputTokens: '..7.5',
        errorRate: '0.7..5',
        latency: '1.5..',
      },
      NOW,
    ),
  ).toMatchObject({
    sessionCount: { min: 2 },
    spanCount: { max: 9 },
    inputTokens: { min: 1 },
    outputTokens: { max: 7 },
    errorRate: { min: 0.007, max: 0.05 },
    latencyP95Ms: { min: 1500 },
  })
  const words = activeFilters({ errorRate: '5..', latency: '..1.5' }).map((active) => active.words)
  expect(words).toEqual(expect.arrayContaining(['error rate ≥ 5%', 'latency p95 ≤ 1.5 s']))
})

test('feedback of a name alone means that there is some', () => {
  expect(userFilter({ feedback: 'thumbs' }, NOW).feedback).toEqual({
    name: 'thumbs',
    count: { min: 1 },
    average: undefined,
  })
  expect(userFilter({ feedbackAverage: '..0.5' }, NOW).feedback).toEqual({
    name: undefined,
    count: undefined,
    average: { max: 0.5 },
  })
})

test.each([
  ['2026-11-03..', { from: '2026-11-03T00:00:00.000Z' }, 'since Nov 3, 2026'],
  ['..2026-11-03', { to: '2026-11-04T00:00:00.000Z' }, 'until Nov 3, 2026'],
  [
    '2026-11-01..2026-11-07',
    { from: '2026-11-01T00:00:00.000Z', to: '2026-11-08T00:00:00.000Z' },
    'Nov 1 – 7, 2026',
  ],
  ['2026-11-03T14:00Z..', { from: '2026-11-03T14:00:00.000Z' }, 'since Nov 3, 2026, 2:00 PM'],
  // Together they are everybody, and nobody is in both.
  ['7d..', { from: '2026-11-18T00:00:00.000Z' }, 'in the last 7 days'],
  ['..7d', { to: '2026-11-18T00:00:00.000Z' }, 'over 7 days ago'],
  ['1d..', { from: '2026-11-24T00:00:00.000Z' }, 'in the last 1 day'],
  [
    '30d..7d',
    { from: '2026-10-26T00:00:00.000Z', to: '2026-11-18T00:00:00.000Z' },
    'in the last 30 days, over 7 days ago',
  ],
])('first seen %s is asked for as %o and said as %s', (firstSeen, firstSeenAt, said) => {
  expect(userFilter({ firstSeen }, NOW)).toMatchObject({ firstSeenAt, lastSeenAt: undefined })
  const [filter] = activeFilters({ firstSeen, period: 'all' })
  // Ranges are written with thin and narrow spaces.
  expect(filter?.words.replace(/\s/g, ' ')).toBe(`first seen ${said}`)
  expect(filter?.without).toEqual({ firstSeen: undefined })
})

test('amounts are said as a person writes them', () => {
  const active = activeFilters({
    tokens: '100000..',
    cost: '0.5..1200',
    errors: '3..3',
    env: 'a,b',
  })
  expect(active.map((filter) => filter.words)).toEqual([
    'tokens ≥ 100,000',
    'cost $0.5 to $1,200',
    'errors = 3',
    'environment a or b',
    'period 30 days',
  ])
  expect(withoutAll(active)).toEqual({
    tokens: undefined,
    cost: undefined,
    errors: undefined,
    env: undefined,
    period: 'all',
    from: undefined,
    to: undefined,
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

test('a stretch of all time keeps users out, too', () => {
  expect(activeFilters({ period: 'all', from: '2026-11-03' })).toHaveLength(1)
})

test('without a name a value means nothing', () => {
  expect(userFilter({ feedbackAnswer: 'no' }, NOW).feedback).toBeUndefined()
  expect(activeFilters({ feedbackAnswer: 'no', feedbackValue: '1..', period: 'all' })).toEqual([])
})

test.each([
  [
    { feedback: 'thumbs', feedbackAnswer: 'no' },
    { name: 'thumbs', value: { min: 0, max: 0 } },
    'thumbs: No',
  ],
  [
    { feedback: 'thumbs', feedbackShare: '..50' },
    { name: 'thumbs', average: { max: 0.5 } },
    'thumbs: yes ≤ 50%',
  ],
  [
    { feedback: 'stars', feedbackValue: '..2', feedbackComment: 'yes' },
    { name: 'stars', value: { max: 2 }, hasComment: true },
    'stars: value ≤ 2, with a comment',
  ],
  [
    { feedback: 'mood', feedbackCategory: 'glum', feedbackCount: '2..' },
    { name: 'mood', categories: ['glum'], count: { min: 2 } },
    'mood: glum, count ≥ 2',
  ],
  [{ feedbackComment: 'no' }, { hasComment: false }, 'without a comment'],
] as const)('of %o the server is asked for %o', (search, asked, words) => {
  const { feedback } = userFilter(search, NOW)
  const said = feedback && Object.entries(feedback).filter(([, value]) => value !== undefined)
  expect(said && Object.fromEntries(said)).toEqual(asked)
  const [active] = activeFilters({ ...search, period: 'all' })
  expect(active?.words.replace(/\s/g, ' ')).toBe(`feedback ${words}`)
})
