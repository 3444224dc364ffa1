import * as v from 'valibot'
import { expect, test } from 'vitest'
import { readSearch, stringifySearch } from './search'
import { readTags, writeTags } from './traces'
import { placeInSession, userSearch } from './user'

test('an address of a user reads back as it was written', () => {
  const address =
    '?measure=cost&split=model&year=2025&tab=sessions&traceText=why&traceEnv=staging&traceTags=a,b' +
    '&traceTook=2..10&traceTokens=..9&traceCost=0.5..&traceErrors=yes&traceFeedback=no' +
    '&traceSort=-took&feedbackName=stars&feedbackValue=1..3&feedbackAnswer=no' +
    '&feedbackCategory=slow&feedbackComment=yes&session=s/1&turnsAfter=xyz&turnsPage=3' +
    '&period=24h&after=abc&page=2'
  const search = readSearch(userSearch, address)
  expect(Object.fromEntries(new URLSearchParams(stringifySearch({ ...search })))).toEqual(
    Object.fromEntries(new URLSearchParams(address)),
  )
  expect(placeInSession(search)).toEqual({ after: 'xyz', page: '3' })
})

test('what an address makes up is left out', () => {
  expect(
    v.parse(userSearch, {
      tab: 'x',
      measure: 'y',
      split: 'user',
      year: '99',
      traceTook: '1',
      traceErrors: 'maybe',
      traceSort: 'name',
      turnsPage: '3',
    }),
  ).toEqual({})
})

test.each([[['a', 'b']], [['a,b', 'c\\', ',']], [[' spaced ', 'é']]])(
  'the tags %o are told apart in the address',
  (tags) => {
    expect(readTags(writeTags(tags))).toEqual(tags)
  },
)

test('no tag is nothing in the address', () => {
  expect(writeTags([])).toBeUndefined()
  expect(readTags()).toEqual([])
  expect(readTags(',')).toEqual([])
})
