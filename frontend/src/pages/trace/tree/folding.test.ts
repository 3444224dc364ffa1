import { expect, test } from 'vitest'
import { isFolded, readFolding, withFolded, writeFolding } from './folding'

test('folded spans are named in the address, or those that are open', () => {
  const one = withFolded(readFolding({}), ['a', 'b,c'], true)
  expect(writeFolding(one)).toEqual({ fold: 'a,b%2Cc', open: undefined })
  expect(isFolded(readFolding(writeFolding(one)), 'b,c')).toBe(true)
  const all = withFolded({ all: true, but: new Set() }, ['d'], false)
  expect(writeFolding(all)).toEqual({ fold: 'all', open: 'd' })
  expect(['c', 'd'].map((id) => isFolded(readFolding(writeFolding(all)), id))).toEqual([
    true,
    false,
  ])
  expect(writeFolding(withFolded(all, ['d'], true))).toEqual({ fold: 'all', open: undefined })
})
