import { expect, test } from 'vitest'
import { pieces } from './invisible'

const seen = (id: string) =>
  pieces(id)
    .map(({ text, mark }) => mark ?? text)
    .join('')

test.each([
  ['ann', 'ann'],
  ['ann b', 'ann b'],
  [' ann', '␣ann'],
  ['ann ', 'ann␣'],
  ['ann  b', 'ann␣␣b'],
  ['  ', '␣␣'],
  ['ann\nb', 'ann↵b'],
  ['\tann\r\n', '⇥ann␍↵'],
  ['ann\u00a0b', 'annU+00A0b'],
  ['ann\u200bb', 'annU+200Bb'],
  ['\u202eann\u2066', 'U+202EannU+2066'],
  ['\ufeffann\u2028', 'U+FEFFannU+2028'],
  ['ann\u3164\u2800\u00ad', 'annU+3164U+2800U+00AD'],
  ['ann\u0007\u007f\u0085', 'annU+0007U+007FU+0085'],
  ['a\u{e0041}', 'aU+E0041'],
  ['नमस्ते', 'नमस्ते'],
  ['👩‍💻 ❤️', '👩‍💻 ❤️'],
  ['😀👨‍👩‍👧', '😀👨‍👩‍👧'],
  ['ann\u200d\ufe0f', 'annU+200DU+FE0F'],
])('%j is shown as %s', (id, shown) => {
  expect(seen(id)).toBe(shown)
})

test('no character is lost, and ids that differ are shown so', () => {
  const ids = [
    'a b',
    'a  b',
    ' a b',
    'a b ',
    'a\u00a0b',
    'a\nb',
    'a\tb',
    'ab',
    'a\u200bb',
    'a\u200cb',
  ]
  expect(new Set(ids.map(seen)).size).toBe(ids.length)
  for (const id of ids) {
    expect(
      pieces(id)
        .map(({ text }) => text)
        .join(''),
    ).toBe(id)
  }
})
