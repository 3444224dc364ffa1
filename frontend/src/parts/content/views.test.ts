import { expect, test } from 'vitest'
import { levelsWithin, pathTo, readJson } from './fields'
import { linkable, plain } from './references'
import { slicesOf } from './Text'
import { contentOf } from './views'

test.each([
  ['Just words, 2 * 3 and a_b.', ['text', 'markdown']],
  ['# A title\n\n- one', ['markdown', 'text']],
  ['It is **this** one.', ['markdown', 'text']],
  ['1. one\n2. two', ['markdown', 'text']],
  ['x'.repeat(200_001), ['text']],
  ['{"a": 1}', ['json', 'text']],
  ['[{"role": "user", "content": "Hi"}]', ['chat', 'json', 'text']],
  [
    [1, 2],
    ['json', 'text'],
  ],
  [42, ['text']],
  [false, ['text']],
])('%o is looked at as %o', (value, views) => {
  expect(contentOf(value).views).toEqual(views)
})

test('text that holds JSON is read, other text is left alone', () => {
  expect(readJson('{"a": 1}')).toEqual({ a: 1 })
  expect(readJson('[not json')).toBe('[not json')
  expect(readJson('42')).toBe('42')
})

test('as many levels are opened as few lines allow', () => {
  const value = { a: { b: { c: 1 } }, d: [1, 2, 3] }
  expect(levelsWithin(value, 2, 100)).toBe(1)
  expect(levelsWithin(value, 6, 100)).toBe(2)
  expect(levelsWithin(value, 100, 100)).toBe(Infinity)
  // Of a long list only its first lines are drawn.
  expect(levelsWithin([value, ...Array.from({ length: 5000 }, () => 1)], 20, 10)).toBe(Infinity)
})

test('a path reads as in a program', () => {
  const path = ['messages', 0, 'tool calls', 'x'].reduce<string>(pathTo, '')
  expect(path).toBe('messages[0]["tool calls"].x')
})

test.each([
  ['https://example.com/a?b=1', 'https://example.com/a?b=1'],
  ['mailto:a@b.c', 'mailto:a@b.c'],
  ['javascript:alert(1)', null],
  [' java\nscript:alert(1)', null],
  ['data:text/html,x', null],
  ['//example.com', null],
  ['/users', null],
  ['vbscript:x', null],
])('%o leads to %o', (address, to) => {
  expect(linkable(address)).toBe(to)
})

test('a scheme hidden in character references is found', () => {
  expect(linkable(plain('&#106;avascript:alert(1)'))).toBeNull()
  expect(linkable(plain('&#x6A;avascript&#58;alert(1)'))).toBeNull()
  expect(plain('a &lt; b &amp;&unknown; &#0;')).toBe('a < b &&unknown; &#0;')
})

test('slices put together are the text, cut at lines where there are some', () => {
  const lines = 'some words\n'.repeat(3000)
  expect(slicesOf(lines).join('\n')).toBe(lines.slice(0, -1))
  const line = 'x'.repeat(20_000)
  expect(slicesOf(line).join('')).toBe(line)
  expect(slicesOf(line).length).toBe(3)
})
