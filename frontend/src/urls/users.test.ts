import { expect, test } from 'vitest'
import { readSearch, stringifySearch } from './search'
import {
  DEFAULT_COLUMNS,
  feedbackColumn,
  feedbackNameIn,
  readColumns,
  usersSearch,
  writeColumns,
} from './users'

const read = (text: string) => readSearch(usersSearch, text)

test('columns, chart and stretches read back as they were written', () => {
  const address =
    '?sort=-error-rate&firstSeen=2026-11-01..&lastSeen=..14d&cols=user,cost,latency&measure=cost&chart=off'
  const search = read(address)
  expect(search).toMatchObject({
    sort: '-error-rate',
    firstSeen: '2026-11-01..',
    lastSeen: '..14d',
    cols: 'user,cost,latency',
    measure: 'cost',
    chart: 'off',
  })
  expect(read(stringifySearch({ ...search }))).toEqual(search)
})

test.each(['..', '7..', '0d..', 'd..', '99999d..', '2026-13-01..', '1d..2d..3d', '7d'])(
  'first seen %s means nothing',
  (text) => {
    expect(read(`?firstSeen=${text}`).firstSeen).toBeUndefined()
  },
)

test.each(['activity', 'environments', '-activity'])('nothing sorts by %s', (sort) => {
  expect(read(`?sort=${sort}`).sort).toBeUndefined()
})

test('who the user is comes first, each column once, and what there is not is left out', () => {
  expect(read('?cols=cost,user,shoe,cost').cols).toBe('user,cost')
  expect(read('?cols=user').cols).toBe('user')
  expect(read('?cols=shoe').cols).toBeUndefined()
  expect(read(`?cols=${DEFAULT_COLUMNS.join(',')}`).cols).toBeUndefined()
  expect(readColumns(undefined)).toBe(DEFAULT_COLUMNS)
  expect(writeColumns(DEFAULT_COLUMNS)).toBeUndefined()
})

test('a column and an order of a name of feedback read back, whatever is in the name', () => {
  const column = feedbackColumn('a, b:c')
  const search = read(stringifySearch({ cols: `user,${column}`, sort: `-${column}` }))
  expect(readColumns(search.cols)).toEqual(['user', column])
  expect(search.sort).toBe(`-${column}`)
  expect(feedbackNameIn(column)).toBe('a, b:c')
  expect(read('?cols=feedback:&sort=-feedback:')).toMatchObject({
    cols: undefined,
    sort: undefined,
  })
})
