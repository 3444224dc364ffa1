import { expect, test } from 'vitest'
import { conversationOf } from './messages'
import type { Part } from './part'

function answer(part: Part): string {
  if (part.kind === 'text') return JSON.stringify(part.text)
  return part.kind === 'data' ? JSON.stringify(part.value) : part.kind
}

/** What is told of each message, in a line: who says it, and what its parts are. */
function told(value: unknown): string[] | undefined {
  return conversationOf(value)?.messages.map(({ speaker, parts }) =>
    [
      `${speaker}:`,
      ...parts.map((part) => {
        switch (part.kind) {
          case 'text':
          case 'thought':
            return `${part.kind} ${part.text}`
          case 'call':
            return `call ${part.name} ${JSON.stringify(part.args)}`
          case 'result':
            return `result ${part.parts.map(answer).join(' ')}`
          case 'media':
            return `media ${part.of} ${part.where ?? part.size}`
          default:
            return 'other'
        }
      }),
    ].join(' '),
  )
}

test('messages of OpenAI, with tools and pictures', () => {
  const call = { id: 'c1', type: 'function', function: { name: 'find', arguments: '{"q": "x"}' } }
  expect(
    told([
      { role: 'developer', content: 'Be brief.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is this?' },
          { type: 'image_url', image_url: { url: 'https://example.com/cat.png' } },
          { type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } },
        ],
      },
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', tool_call_id: 'c1', content: '{"found": 3}' },
      { role: 'assistant', content: null, refusal: 'No.' },
    ]),
  ).toEqual([
    'system: text Be brief.',
    'user: text What is this? media image https://example.com/cat.png media wav 3',
    'assistant: call find {"q":"x"}',
    'tool: result {"found":3}',
    'assistant: text No.',
  ])
})

test('answers of OpenAI, of both its interfaces', () => {
  expect(told({ choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' } }] })).toEqual([
    'assistant: text Hi',
  ])
  expect(
    told({
      id: 'resp_1',
      output: [
        { type: 'reasoning', summary: [{ type: 'summary_text', text: 'Hm.' }] },
        { type: 'function_call', call_id: 'c1', name: 'find', arguments: '{}' },
        { type: 'function_call_output', call_id: 'c1', output: 'none' },
        { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Hi' }] },
      ],
    }),
  ).toEqual([
    'assistant: thought Hm.',
    'assistant: call find {}',
    'tool: result "none"',
    'assistant: text Hi',
  ])
})

test('messages of Anthropic, the system prompt beside them', () => {
  const picture = { type: 'base64', media_type: 'image/png', data: 'AAAAAAAA' }
  const found = conversationOf({
    model: 'claude',
    system: [{ type: 'text', text: 'Be kind.' }],
    messages: [
      { role: 'user', content: [{ type: 'image', source: picture }] },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'Let me look.' },
          { type: 'tool_use', id: 't1', name: 'look', input: { at: 1 } },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 't1', content: [{ type: 'text', text: '[1]' }] },
        ],
      },
    ],
  })
  expect(told({ messages: [], system: 'x' })).toBeUndefined()
  expect(found?.rest).toEqual({ model: 'claude' })
  expect(found?.messages.map(({ speaker }) => speaker)).toEqual([
    'system',
    'user',
    'assistant',
    'user',
  ])
  expect(found?.messages.flatMap(({ parts }) => parts)).toEqual([
    { kind: 'text', text: 'Be kind.' },
    { kind: 'media', of: 'image/png', size: 6, parts: [{ kind: 'text', text: 'AAAAAAAA' }] },
    { kind: 'thought', text: 'Let me look.' },
    { kind: 'call', name: 'look', id: 't1', args: { at: 1 } },
    { kind: 'result', id: 't1', failed: false, parts: [{ kind: 'data', value: [1] }] },
  ])
})

test('contents and candidates of Gemini', () => {
  expect(
    told({
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      contents: [
        {
          role: 'user',
          parts: [{ text: 'Hi' }, { fileData: { fileUri: 'gs://a', mimeType: 'a/b' } }],
        },
        { role: 'model', parts: [{ functionCall: { name: 'find', args: { q: 1 } } }] },
        { role: 'user', parts: [{ functionResponse: { name: 'find', response: { n: 2 } } }] },
      ],
    }),
  ).toEqual([
    'system: text Be brief.',
    'user: text Hi media a/b gs://a',
    'assistant: call find {"q":1}',
    'user: result {"n":2}',
  ])
  expect(told({ candidates: [{ content: { role: 'model', parts: [{ text: 'Hi' }] } }] })).toEqual([
    'assistant: text Hi',
  ])
})

test('messages of LangChain, plain, as objects, and in batches', () => {
  const calls = [{ name: 'find', args: { q: 1 }, id: 'c1', type: 'tool_call' }]
  expect(
    told([
      [
        { type: 'human', content: 'Hi' },
        { type: 'ai', content: '', tool_calls: calls, additional_kwargs: {} },
        { type: 'tool', content: 'no', tool_call_id: 'c1', status: 'error' },
      ],
    ]),
  ).toEqual(['user: text Hi', 'assistant: call find {"q":1}', 'tool: result "no"'])
  const object = { lc: 1, type: 'constructor', id: ['langchain', 'schema', 'AIMessage'] }
  expect(told({ generations: [[{ message: { ...object, kwargs: { content: 'Hi' } } }]] })).toEqual([
    'assistant: text Hi',
  ])
})

test('parts as the GenAI convention and the AI SDK have them', () => {
  expect(
    told([
      { role: 'user', parts: [{ type: 'text', content: 'Hi' }] },
      {
        role: 'assistant',
        parts: [
          { type: 'reasoning', content: 'Hm.' },
          { type: 'tool_call', id: 'c', name: 'find', arguments: { q: 1 } },
        ],
        finish_reason: 'tool_call',
      },
      { role: 'tool', parts: [{ type: 'tool_call_response', id: 'c', response: 'no' }] },
      { role: 'user', parts: [{ type: 'uri', mime_type: 'image/png', uri: 'https://a.b/c' }] },
    ]),
  ).toEqual([
    'user: text Hi',
    'assistant: thought Hm. call find {"q":1}',
    'tool: result "no"',
    'user: media image/png https://a.b/c',
  ])
  expect(
    told([
      {
        role: 'assistant',
        content: [{ type: 'tool-call', toolCallId: 'c', toolName: 'find', input: { q: 1 } }],
      },
      {
        role: 'tool',
        content: [
          { type: 'tool-result', toolCallId: 'c', toolName: 'find', output: { value: 'no' } },
        ],
      },
    ]),
  ).toEqual(['assistant: call find {"q":1}', 'tool: result {"value":"no"}'])
})

test('what is written into a text is said, not shown', () => {
  expect(
    told([
      { role: 'user', content: [{ type: 'image_url', image_url: 'data:image/gif;base64,AAAA' }] },
      { role: 'user', content: '@@@langfuseMedia:type=image/jpeg|id=x|source=base64@@@' },
    ]),
  ).toEqual(['user: media image/gif 3', 'user: media image/jpeg undefined'])
})

test('what is not known is kept', () => {
  const [message] =
    conversationOf([{ role: 'user', content: [{ a: 1 }], mood: 'calm' }])?.messages ?? []
  expect(message?.parts).toEqual([{ kind: 'other', label: 'a', value: { a: 1 } }])
  expect(message?.rest).toEqual({ mood: 'calm' })
})

test.each([
  [{ query: 'x' }],
  [[]],
  ['text'],
  [null],
  [[{ role: 'admin' }]],
  [[1, 2]],
  [{ type: 'tool', name: 'x' }],
  [{ output: [{ id: 1, kwargs: 2 }] }],
  [{ input: { role: 1, content: 'x' } }],
  [[[], []]],
])('%o is no conversation', (value) => {
  expect(conversationOf(value)).toBeNull()
})
