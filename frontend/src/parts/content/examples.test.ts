// What providers and frameworks document or send, of each kind at least once.
import { expect, test } from 'vitest'
import { missingFrom } from '../../../tests/missing'
import aiSdk from './examples/aiSdk.json'
import anthropic from './examples/anthropic.json'
import bedrock from './examples/bedrock.json'
import google from './examples/google.json'
import langchain from './examples/langchain.json'
import openai from './examples/openai.json'
import others from './examples/others.json'
import { conversationOf } from './messages'
import type { Part } from './part'

// Written after what these say, and what their SDKs' types say where they are silent:
// openai: platform.openai.com/docs/api-reference (chat, responses, threads/messages);
//   openrouter.ai/docs (reasoning tokens); api-docs.deepseek.com; docs.perplexity.ai
// anthropic: docs.claude.com (messages, extended thinking, citations, web search, MCP connector)
// google: ai.google.dev/api/generate-content, /api/caching#Content; google.github.io/adk-docs
// bedrock: docs.aws.amazon.com/bedrock (API_runtime_Converse, ContentBlock)
// langchain: python.langchain.com (messages, content blocks, dumpd), langgraph's RemoveMessage
// aiSdk: ai-sdk.dev/docs/reference/ai-sdk-core (model-message, ui-message), those of versions 4 to 7
// others: opentelemetry.io/docs/specs/semconv/gen-ai (input and output messages), OpenInference's
//   llm_spans, docs.ollama.com/api, ai.pydantic.dev/message-history, docs.llamaindex.ai (blocks),
//   docs.cohere.com (v1 and v2 chat), docs.mistral.ai, docs.haystack.deepset.ai (ChatMessage),
//   modelcontextprotocol.io (tools/call)
const FAMILIES = { openai, anthropic, google, bedrock, langchain, aiSdk, others }
const EXAMPLES = Object.entries(FAMILIES).flatMap(([family, examples]) =>
  Object.entries(examples).map(([name, value]) => [family, name, value as unknown] as const),
)

test.each(EXAMPLES)('nothing is lost of what is %s: %s', (_family, _name, value) => {
  expect(conversationOf(value)).not.toBeNull()
  expect(missingFrom(value)).toEqual([])
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
