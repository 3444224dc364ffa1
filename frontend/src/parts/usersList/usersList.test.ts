import { expect, test } from 'vitest'
import { pick, readSearch, stringifySearch } from '../../urls'
import { userSearch } from '../../urls/user'
import { userListParams, type UsersSearch } from '../../urls/users'
import { cameFrom, exportUrl, listVariables, openedFrom } from './usersList'

const NOW = Date.parse('2026-11-24T10:00:00Z')

test('an address of the list becomes the variables of the question', () => {
  expect(listVariables({ q: 'ann', sort: 'cost', period: '7d', traces: '3..' }, NOW)).toMatchObject(
    {
      period: { from: '2026-11-18T00:00:00.000Z' },
      filter: { search: 'ann', traceCount: { min: 3 } },
      orderBy: { field: 'COST_USD', direction: 'ASC' },
    },
  )
  expect(listVariables({}, NOW).orderBy).toEqual({ field: 'LAST_SEEN_AT', direction: 'DESC' })
})

test.each([
  [{ sort: '-feedback' }, { field: 'FEEDBACK_AVERAGE', direction: 'DESC', feedback: {} }],
  [
    { sort: 'feedback', feedback: 'stars' },
    { field: 'FEEDBACK_AVERAGE', direction: 'ASC', feedback: { name: 'stars' } },
  ],
  [
    { sort: '-feedback:a%2Cb', feedback: 'stars' },
    { field: 'FEEDBACK_AVERAGE', direction: 'DESC', feedback: { name: 'a,b' } },
  ],
  [
    { sort: 'feedback-count:mood' },
    { field: 'FEEDBACK_COUNT', direction: 'ASC', feedback: { name: 'mood' } },
  ],
] as const)('%o sorts by the feedback of one name', (search, orderBy) => {
  expect(listVariables(search, NOW).orderBy).toEqual(orderBy)
})

test('a user opened from a list has its period, and knows the list and the place in it', () => {
  const list: UsersSearch = { q: 'a&b=c', sort: '-cost', period: '7d', after: 'xyz', page: '3' }
  const opened = openedFrom(list, 'here')
  expect(opened).toMatchObject({
    period: '7d',
    list: 'q=a%26b%3Dc&sort=-cost&period=7d',
    at: 'here',
  })
  const read = readSearch(userSearch, stringifySearch({ ...opened }))
  expect(cameFrom(read)).toEqual({
    list: { q: 'a&b=c', sort: '-cost', period: '7d' },
    at: 'here',
  })
})

test('the list may be the one without any choice, or none at all', () => {
  expect(openedFrom({}, 'here').list).toBeUndefined()
  expect(cameFrom(openedFrom({}, 'here'))).toEqual({ list: {}, at: 'here' })
  expect(cameFrom({ list: 'q=a' })).toBeNull()
})

test('the same users are exported, in the same order', () => {
  const list: UsersSearch = { q: 'ann', sort: '-cost', period: '7d', after: 'xyz', page: '2' }
  const url = new URL(exportUrl(list, NOW, 'csv'), 'http://localhost')
  expect(url.pathname).toBe('/export/users.csv')
  const given = [...url.searchParams].map(([name, text]) => [name, JSON.parse(text)])
  expect(Object.fromEntries(given)).toEqual({
    period: { from: '2026-11-18T00:00:00.000Z' },
    filter: { search: 'ann' },
    orderBy: { field: 'COST_USD', direction: 'DESC' },
  })
})

test('neither order, place nor columns change who is listed', () => {
  const filter = { q: 'ann', period: '7d', env: 'a' } as const
  const shown = { sort: '-cost', cols: 'user,cost', measure: 'cost', chart: 'off' } as const
  expect(pick(userListParams, { ...filter, ...shown, after: 'xyz', page: '2' })).toEqual(filter)
})
