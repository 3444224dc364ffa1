import * as v from 'valibot'
import { expect, test } from 'vitest'
import { traceSearch } from './trace'

test('an address says which span is shown, what is searched for, and how values are looked at', () => {
  expect(
    v.parse(traceSearch, { span: 'ab', q: 'x', only: 'errors', input: 'json', output: 'film' }),
  ).toEqual({
    span: 'ab',
    q: 'x',
    only: 'errors',
    input: 'json',
  })
  expect(v.parse(traceSearch, { open: 'a' }).open).toBeUndefined()
})
