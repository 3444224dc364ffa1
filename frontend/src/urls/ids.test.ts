import { expect, test } from 'vitest'
import { readId, writeId } from './ids'

const IDS = [
  '.',
  '..',
  '~.',
  '~..',
  '~~.',
  '...',
  '~',
  '~a',
  'a.',
  '.a',
  '%2E',
  '%2e%2E',
  '',
  'ann',
]

test('every id reads back as it was written, and no two are written alike', () => {
  const written = IDS.map(writeId)
  expect(written.map(readId)).toEqual(IDS)
  expect(new Set(written).size).toBe(IDS.length)
})

// WHATWG URL, "single-dot" and "double-dot URL path segment".
test('a browser finds each where it was put', () => {
  for (const id of IDS.filter((one) => one !== '')) {
    const { pathname } = new URL(`/users/${encodeURIComponent(writeId(id))}`, 'http://localhost')
    expect(readId(decodeURIComponent(pathname.replace('/users/', '')))).toBe(id)
  }
})
