import { expect, test } from 'vitest'
import { readSearch, stringifySearch } from './search'
import { formerSession, sessionSearch } from './session'

test('an address of a conversation reads back as it was written', () => {
  const address = '?turn=ab&of=ann@x.example&at=xyz&period=24h'
  const search = readSearch(sessionSearch, address)
  expect(stringifySearch({ ...search })).toBe(address)
})

test('an address of a user named the session that was open there', () => {
  expect(formerSession('?tab=sessions&session=a%2Fb&turnsPage=2')).toBe('a/b')
  expect(formerSession('?tab=sessions')).toBeUndefined()
  expect(formerSession('?session=')).toBeUndefined()
})
