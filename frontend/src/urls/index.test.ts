import * as v from 'valibot'
import { expect, test } from 'vitest'
import * as urls from './index'
import { overviewSearch } from './overview'
import { setupSearch } from './setup'
import { signInSearch } from './signIn'
import { usersSearch } from './users'

const read = (text: string) => urls.readSearch(usersSearch, text)

test('an address of the users list reads back as it was written', () => {
  const address =
    '?q=ann@example.com&sort=-cost&env=staging&traces=10..&cost=0.5..20&feedback=thumbs&feedbackAverage=..0.5&period=7d&after=abc&page=2'
  const search = read(address)
  expect(search).toMatchObject({
    q: 'ann@example.com',
    sort: '-cost',
    env: 'staging',
    traces: '10..',
    cost: '0.5..20',
    feedback: 'thumbs',
    feedbackAverage: '..0.5',
    period: '7d',
    after: 'abc',
    page: '2',
  })
  expect(read(urls.stringifySearch({ ...search }))).toEqual(search)
})

test('what an address cannot mean is left out', () => {
  const search = read('?sort=-shoe&period=1y&traces=many&cost=..&tokens=1..2..3&page=2&other=1')
  expect(Object.values(search).every((value) => value === undefined)).toBe(true)
  expect(urls.stringifySearch({ ...search })).toBe('')
})

test.each([
  ['10..', { min: '10' }],
  ['..5', { max: '5' }],
  ['0.5..20', { min: '0.5', max: '20' }],
  ['-1..1', { min: '-1', max: '1' }],
  ['..', undefined],
  ['5', undefined],
  ['1e9..', undefined],
  ['a..b', undefined],
  [undefined, undefined],
])('the range %s reads as %o', (text, bounds) => {
  expect(urls.readRange(text)).toEqual(bounds)
  expect(urls.writeRange(bounds ?? {})).toBe(bounds && text)
})

test('a stretch is of days or of instants to the minute, and keeps the preset it is a part of', () => {
  const search = { period: '7d', from: '2026-11-01', to: '2026-11-03T14:00Z', by: 'hour' }
  const address = '?period=7d&from=2026-11-01&to=2026-11-03T14:00Z&by=hour'
  expect(read(address)).toMatchObject(search)
  expect(urls.stringifySearch(search)).toBe(address)
})

test.each(['2026-13-41', '2026-11-03T14:00', '2026-11-03T25:00Z', '3 Nov', 'x'])(
  '%s is no day and no instant',
  (from) => {
    expect(read(urls.stringifySearch({ from, period: '7d' }))).toMatchObject({ period: '7d' })
    expect(read(urls.stringifySearch({ from })).from).toBeUndefined()
  },
)

test('any text survives the way through an address', () => {
  const q = '?&=#%+ ü/\\"<script>'
  expect(read(urls.stringifySearch({ q })).q).toBe(q)
})

test.each([
  ['/users?q=a', '/users?q=a'],
  ['//evil.example', undefined],
  ['/\\evil.example', undefined],
  ['https://evil.example', undefined],
  ['javascript:alert(1)', undefined],
  ['/sign-in?from=/users', undefined],
])('after signing in, %s leads to %s', (from, to) => {
  expect(v.parse(signInSearch, { from }).from).toBe(to)
})

test('the other pages keep what they know', () => {
  expect(v.parse(overviewSearch, { measure: 'users' }).measure).toBe('users')
  expect(v.parse(setupSearch, { with: 'otel' }).with).toBe('otel')
})
