// What providers and frameworks document or send, of each kind at least once.
import { expect, test } from 'vitest'
import aiSdk from './examples/aiSdk.json'
import anthropic from './examples/anthropic.json'
import bedrock from './examples/bedrock.json'
import google from './examples/google.json'
import langchain from './examples/langchain.json'
import openai from './examples/openai.json'
import others from './examples/others.json'
import { lostFrom } from './lost'
import { conversationOf } from './messages'
import type { Part } from './part'

const FAMILIES = { openai, anthropic, google, bedrock, langchain, aiSdk, others }
const EXAMPLES = Object.entries(FAMILIES).flatMap(([family, examples]) =>
  Object.entries(examples).map(([name, value]) => [family, name, value as unknown] as const),
)

test.each(EXAMPLES)('nothing is lost of what is %s: %s', (_family, _name, value) => {
  expect(conversationOf(value)).not.toBeNull()
  expect(lostFrom(value)).toEqual([])
})

/** A line for each message. */
function told(value: unknown): string[] {
  const found = conversationOf(value)?.messages ?? []
  return found.map(({ speaker, parts }) => [speaker, ...parts.map(line)].join(' | '))
}

function line(part: Part): string {
  switch (part.kind) {
    case 'text':
    case 'thought':
    case 'code':
      return `${part.kind} ${part.text}`
    case 'call':
      return `${part.asks ? 'asks' : 'calls'} ${part.name} ${JSON.stringify(part.args)}`
    case 'result':
      return `${part.failed ? 'failed' : 'result'} ${part.name ?? ''} (${part.parts.map(line).join(', ')})`
    case 'media':
      return [part.of, part.title, part.where, part.size].filter(Boolean).join(' ')
    case 'source':
      return ['source', part.title, part.where].filter(Boolean).join(' ')
    case 'data':
      return JSON.stringify(part.value)
    case 'other':
      return `unknown ${part.label}`
  }
}

test.each(EXAMPLES)('what is said is shown as such: %s: %s', (_family, _name, value) => {
  expect(told(value)).toMatchSnapshot()
})
