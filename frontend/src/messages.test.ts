import { expect, test } from 'vitest'
import { messagesOf, readJson } from './messages'

test('a list of roles and contents is a conversation', () => {
  expect(
    messagesOf([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: [{ type: 'text', text: 'Hello' }] },
    ]),
  ).toEqual([
    { role: 'system', text: 'Be brief.', rest: null },
    { role: 'user', text: 'Hello', rest: null },
  ])
})

test('messages in an object, and parts as the GenAI convention has them, are read too', () => {
  expect(
    messagesOf({ messages: [{ role: 'user', parts: [{ type: 'text', content: 'Hi' }] }] }),
  ).toEqual([{ role: 'user', text: 'Hi', rest: null }])
})

test('what is not text is kept beside it', () => {
  const call = { id: '1', function: { name: 'look_up' } }
  expect(messagesOf([{ role: 'assistant', content: null, tool_calls: [call] }])).toEqual([
    { role: 'assistant', text: null, rest: { tool_calls: [call] } },
  ])
  const image = [{ type: 'image_url', image_url: { url: 'x' } }]
  expect(messagesOf([{ role: 'user', content: image }])).toEqual([
    { role: 'user', text: null, rest: { content: image } },
  ])
})

test.each([[{ query: 'x' }], [[]], ['text'], [null], [[{ role: 'admin' }]], [[1, 2]]])(
  '%o is no conversation',
  (value) => {
    expect(messagesOf(value)).toBeNull()
  },
)

test('text that holds JSON is read, other text is left alone', () => {
  expect(readJson('{"a": 1}')).toEqual({ a: 1 })
  expect(readJson('[not json')).toBe('[not json')
  expect(readJson('42')).toBe('42')
})
