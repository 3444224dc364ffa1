// Whatever is sent within a conversation is found in it, known or not.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { MARK, missingFrom } from '../../../tests/missing'
import type { Fields } from './fields'

const TYPES = `text input_text output_text summary_text refusal thinking redacted_thinking reasoning
  reasoning.text reasoning.encrypted tool_use tool_call tool-call function_call function custom
  custom_tool_call server_tool_use server_tool_call invalid_tool_call mcp_approval_request tool_result
  tool-result tool_call_response tool-return retry-prompt tool-invocation dynamic-tool tool-weather
  image_generation_call system-prompt user-prompt content non_standard citable json error-text
  executable_code source-url source-document source citation search_result web_search_result image
  image_url input_image input_audio audio video document document_url file input_file blob uri binary
  media resource web_search_call file_search_call code_interpreter_call computer_call mcp_call
  mcp_list_tools local_shell_call function_call_output computer_call_output web_search_tool_result
  step-start data-x cache message`.split(/\s+/)
const FIELDS = `text content refusal value thinking reasoning summary data name toolName id call_id
  tool_call_id arguments args input parameters action queries code language function custom tool_call
  toolInvocation output result response results error errorText is_error status state source url uri
  title filename file_id image_url file document image audio media_type mimeType format annotations
  citations url_citation cited_text transcript parts functionCall functionResponse toolUse toolResult
  inlineData fileData executableCode reasoningContent citationsContent guardContent cachePoint
  message_content thought json message kind part_kind block_type revised_prompt origin`.split(/\s+/)
const MESSAGE_FIELDS =
  `content parts blocks contents message name id tool_calls toolCalls function_call
  toolInvocations invalid_tool_calls tool_results refusal reasoning reasoning_content thinking
  thinking_blocks reasoning_details tool_plan audio images attachments annotations citations
  additional_kwargs response_metadata tool_call_id status artifact output`.split(/\s+/)
const HOLDER_FIELDS =
  `system systemInstruction instructions chat_history messages contents prompt input
  response message content choices candidates generations output outputs result text model tools
  usage kwargs role parts`.split(/\s+/)

const word = fc.stringMatching(/^¶[a-z]{9}$/)
const text = fc.oneof(
  { weight: 6, arbitrary: word },
  word.map((one) => `data:image/png;base64,${one.slice(1)}`),
  word.map((one) => `https://example.com/${one}`),
  word.map((one) => JSON.stringify({ [one]: [one] })),
  word.map((one) => JSON.stringify([{ type: 'text', text: one }])),
  word.map((one) => `@@@langfuseMedia:type=image/png|id=${one}|source=bytes@@@ **${one}**`),
)
const scalar = fc.oneof(
  { weight: 4, arbitrary: text },
  fc.integer({ min: 100_000, max: 999_999 }),
  fc.boolean(),
  fc.constantFrom(null, ''),
)
const kind = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...TYPES) }, word)

function mixed(names: readonly string[], value: fc.Arbitrary<unknown>): fc.Arbitrary<Fields> {
  const name = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...names) }, word)
  return fc.dictionary(name, value, { maxKeys: 5 })
}

const { piece, message, holder } = fc.letrec<
  Record<'json' | 'piece' | 'pieces' | 'message' | 'messages' | 'holder', unknown>
>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc.array(tie('json'), { maxLength: 3 }),
    mixed(FIELDS, tie('json')),
    tie('piece'),
  ),
  piece: fc.tuple(kind, mixed(FIELDS, tie('json')), fc.boolean()).map(typed),
  pieces: fc.oneof(text, fc.array(fc.oneof(tie('piece'), text), { maxLength: 4 })),
  message: fc
    .tuple(
      fc.oneof(fc.constantFrom('user', 'assistant', 'tool', 'system', 'ai'), word),
      fc.oneof(tie('pieces'), tie('json')),
      mixed(MESSAGE_FIELDS, fc.oneof(tie('pieces'), tie('json'))),
      fc.constantFrom('role', 'type', 'lc', 'data', 'choice'),
    )
    .map(([role, content, fields, form]) => wrapped(role, content, fields, form)),
  messages: fc
    .tuple(
      fc.array(fc.oneof(tie('message'), tie('piece'), scalar), { maxLength: 3 }),
      fc.tuple(tie('message')),
      fc.array(fc.oneof(tie('message'), tie('piece')), { maxLength: 3 }),
    )
    .map((lists) => lists.flat()),
  holder: fc
    .tuple(
      mixed(HOLDER_FIELDS, fc.oneof(tie('messages'), tie('message'), tie('json'))),
      fc.constantFrom('messages', 'input', 'output', 'choices', 'response', 'contents'),
      tie('messages'),
    )
    .map(holding),
}))

function wrapped(role: string, content: unknown, fields: Fields, form: string): unknown {
  const plain = role.startsWith(MARK) || role === 'assistant' ? 'ai' : role
  switch (form) {
    case 'role':
      return { ...fields, role, content }
    case 'type':
      return { ...fields, type: plain, content }
    case 'lc': {
      const id = ['langchain', 'schema', 'AIMessage']
      return { lc: 1, type: 'constructor', id, kwargs: { ...fields, type: plain, content } }
    }
    case 'data':
      return { type: plain, data: { ...fields, content } }
    default:
      return { index: 123_456, message: { ...fields, role, content }, text: content }
  }
}

function typed([type, fields, says]: [string, Fields, boolean]): Fields {
  return says ? { ...fields, type } : fields
}

/** An object with a role or parts would be a message and hold none. */
function holding([fields, name, messages]: [Fields, string, unknown]): Fields {
  return { ...fields, role: undefined, parts: undefined, [name]: messages }
}

const RUNS = { seed: 20_261_107, numRuns: 300 }

test('of a message with pieces and fields of any kind, nothing is lost', () => {
  fc.assert(
    fc.property(fc.array(message, { minLength: 1, maxLength: 2 }), (messages) => {
      expect(missingFrom(messages)).toEqual([])
    }),
    RUNS,
  )
})

test('of pieces beside a message, nothing is lost', () => {
  const known = { role: 'user', content: 'Hi' }
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 3 }), (pieces) => {
      expect(missingFrom([known, ...pieces])).toEqual([])
      expect(missingFrom([{ role: 'assistant', content: pieces }])).toEqual([])
      expect(missingFrom([{ role: 'tool', content: pieces }])).toEqual([])
    }),
    RUNS,
  )
})

test('of what conversations are wrapped in, nothing is lost', () => {
  fc.assert(
    fc.property(holder, (value) => {
      expect(missingFrom(value)).toEqual([])
    }),
    RUNS,
  )
})
