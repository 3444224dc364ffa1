import { expect, test } from 'vitest'
import * as format from '../../../format'
import type { PricesFragment } from '../../../generated/graphql'
import { inputOf, OTHER_KIND, OTHER_USD, othersOf, perThousand } from './pricing'

function formOf(typed: readonly (readonly [string, string])[]): FormData {
  const form = new FormData()
  for (const [name, value] of typed) form.append(name, value)
  return form
}

const STORED: PricesFragment = {
  modelPattern: 'acme-*',
  from: '2026-03-01T00:00:00.000000+00:00',
  prices: [
    { kind: 'input', usdPerMillionTokens: '3.5', usdPerThousandTokens: '0.0035' },
    { kind: 'searches', usdPerMillionTokens: '10000', usdPerThousandTokens: '10' },
  ],
}

test('a form says only the prices that are filled in', () => {
  const form = formOf([
    ['pattern', ' acme-* '],
    ['from', '2026-03-01'],
    ['input', '3.5'],
    ['output', ''],
    [OTHER_KIND, ' searches '],
    [OTHER_USD, '10000'],
    [OTHER_KIND, ''],
    [OTHER_USD, ''],
  ])
  expect(inputOf(form)).toEqual({
    modelPattern: 'acme-*',
    from: '2026-03-01T00:00:00Z',
    prices: [
      { kind: 'input', usdPerMillionTokens: '3.5' },
      { kind: 'searches', usdPerMillionTokens: '10000' },
    ],
  })
  expect(inputOf(formOf([['pattern', 'm']])).from).toBeNull()
})

test('what is changed keeps its pattern and its start', () => {
  const { modelPattern, from } = inputOf(formOf([['input', '4']]), STORED)
  expect([modelPattern, from]).toEqual([STORED.modelPattern, STORED.from])
})

test('kinds without a field of their own get one, and one stays empty', () => {
  expect(othersOf(STORED)).toEqual([STORED.prices[1], { kind: '', usdPerMillionTokens: '' }])
})

test('a thousand tokens cost a thousandth, with every digit', () => {
  expect(format.exactMoney(perThousand('2.5'))).toBe('$0.0025')
  expect(format.exactMoney(perThousand('123456789.123456789012'))).toBe('$123,456.789123456789012')
  expect(format.exactMoney(perThousand('1e2'))).toBe('$0.1')
})
