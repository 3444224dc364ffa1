import { lexer } from 'marked'
import { expect, test } from 'vitest'
import type { TakenTurn, Talk } from './collect'
import { asJson, asMarkdown, fileName } from './written'

function turn(given: Partial<TakenTurn>): TakenTurn {
  return {
    startedAt: '2026-11-27T11:06:27.945000+00:00',
    endedAt: '2026-11-27T11:06:29+00:00',
    user: null,
    userMessage: 'Why?',
    assistantMessage: 'So.',
    errorCount: 0,
    feedback: [],
    ...given,
  } as TakenTurn
}

function talk(turns: TakenTurn[], given: Partial<Talk> = {}): Talk {
  return {
    sessionId: 's-1',
    user: { userId: 'ann', name: 'Ann *', email: null },
    startedAt: '2026-11-27T11:06:27+00:00',
    endedAt: '2026-11-27T11:08:00+00:00',
    feedback: [],
    turns,
    ...given,
  } as Talk
}

test('it tells whose it is, then who said what and when', () => {
  expect(asMarkdown(talk([turn({})]))).toBe(`# Session of Ann \\*

- User: \`ann\`
- Session: \`s-1\`
- Started: 2026-11-27 11:06:27 UTC
- Ended: 2026-11-27 11:08:00 UTC
- Turns: 1

---

**User**, 2026-11-27 11:06:27 UTC

Why?

**Assistant**, 2026-11-27 11:06:29 UTC

So.
`)
})

test('what holds no words is told as it was sent, whatever is in it', () => {
  const sent = { code: '```js\n```' }
  const text = asMarkdown(talk([turn({ userMessage: null, input: sent, assistantMessage: null })]))
  const code = lexer(text).find(({ type }) => type === 'code')
  expect(JSON.parse(code && 'text' in code ? String(code.text) : '')).toEqual(sent)
  expect(text).toContain('*Nothing*')
})

test('feedback is quoted with its comment, line by line', () => {
  const given = {
    feedbackId: '1',
    name: 'stars',
    dataType: 'NUMERIC',
    value: 2,
    stringValue: null,
    comment: 'Too\nshort',
    source: 'API',
    createdAt: '2026-11-27T12:00:00+00:00',
  } as const
  expect(asMarkdown(talk([turn({ feedback: [given] })]))).toContain(
    '> **stars**: 2 (api, 2026-11-27 12:00:00 UTC)\n>\n> Too\n> short\n',
  )
})

test.each(['`', '``', 'a`b', ' '])('the id %j stays one piece of code', (sessionId) => {
  const list = lexer(asMarkdown(talk([], { sessionId }))).find(({ type }) => type === 'list')
  expect(JSON.stringify(list)).toContain(JSON.stringify({ type: 'codespan' }).slice(1, -1))
})

test('JSON keeps every digit', () => {
  expect(asJson(talk([turn({ input: { id: 12345678901234567890n } })]))).toContain(
    '"id": 12345678901234567890',
  )
})

test.each([
  ['chat-1', 'session-chat-1.md'],
  ['../a b/\u0000?', 'session-a-b.md'],
  ['日本', 'session-日本.md'],
  ['/', 'session-without-name.md'],
])('%j is saved as %s', (sessionId, name) => {
  expect(fileName(sessionId, 'md')).toBe(name)
})
