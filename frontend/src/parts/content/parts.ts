// The pieces of a message: each read by the type that it says it is of, or by the field it is in.
import { type Fields, isEmpty, isFields, joined, readJson } from './fields'
import { embedded, generated, media } from './kinds/media'
import { source } from './kinds/sources'
import { code, data, text, thought, wrapper } from './kinds/texts'
import { both, call, request, result } from './kinds/tools'
import { type Part, type Piece, pieceOf, type Reader, type Within } from './part'

const TYPES: readonly (readonly [Reader, string])[] = [
  [text, 'text input_text output_text summary_text plain_text refusal logs error-text'],
  [text, 'execution-denied'],
  [thought, 'thinking redacted_thinking reasoning reasoning_text thought'],
  [thought, 'reasoning.text reasoning.summary reasoning.encrypted'],
  [call, 'tool_use tool_call tool-call function_call function custom custom_tool_call'],
  [call, 'server_tool_use mcp_tool_use invalid_tool_call tool_call_chunk'],
  [call, 'builtin-tool-call'],
  [request, 'mcp_approval_request'],
  [result, 'tool_result tool-result tool_call_response server_tool_call_response'],
  [result, 'server_tool_result tool-return builtin-tool-return retry-prompt'],
  [both, 'tool-invocation dynamic-tool server_tool_call'],
  [generated, 'image_generation_call'],
  [wrapper, 'system-prompt user-prompt content citable'],
  [data, 'json error-json'],
  [code, 'executable_code'],
  [source, 'source-url source-document source citation url_citation file_citation search_result'],
  [source, 'web_search_result web_fetch_result tool_reference'],
  [media('image'), 'image image_url input_image image-url image_file computer_screenshot'],
  [media('audio'), 'audio audio_url input_audio output_audio audio-url'],
  [media('video'), 'video video_url input_video video-url'],
  [media('document'), 'document document_url document-url'],
  [media('file'), 'file input_file file_url blob uri binary media text-plain resource'],
  [media('file'), 'resource_link reasoning-file tool_file container_upload'],
]
const READERS = new Map(
  TYPES.flatMap(([reader, types]) => types.split(' ').map((type) => [type, reader] as const)),
)
/** Those of OpenAI's and Anthropic's built-in tools and the AI SDK's typed ones, new ones too. */
const ENDINGS: readonly (readonly [RegExp, Reader])[] = [
  [/_call_output$|_tool_result$/, result],
  [/_call$|^tool-(?!approval-)./, both],
]
/** What names the type, in this order: most; pydantic-ai; LlamaIndex. */
const TYPE_NAMES = ['type', 'part_kind', 'block_type', 'kind']

/** Gemini's, Bedrock's and Haystack's pieces have no type; the field they are in tells. */
const FIELDS: readonly (readonly [Reader, string])[] = [
  [inside(call), 'functionCall function_call toolUse toolCall tool_call'],
  [inside(result), 'functionResponse function_response toolResult tool_call_result'],
  [inside(result), 'codeExecutionResult code_execution_result'],
  [inside(code), 'executableCode executable_code'],
  [inside(thought), 'reasoningContent reasoning'],
  [inside(wrapper), 'citationsContent'],
  [inside(text), 'guardContent'],
  [inside(source), 'searchResult'],
  [(piece, name) => piece.parts(piece.take(name)), 'message_content'],
  [held('file'), 'inlineData inline_data fileData file_data'],
  [held('image'), 'image'],
  [held('document'), 'document'],
  [held('audio'), 'audio'],
  [held('video'), 'video'],
  [data, 'json'],
  [words, 'text'],
]
const READERS_BY_FIELD = FIELDS.flatMap(([reader, names]) =>
  names.split(' ').map((name) => [name, reader] as const),
)
/** Deeper within each other, they are shown as they were sent. */
const MAX_DEPTH = 8

/** A message's content, whatever its shape. */
export function partsOf(content: unknown, reader?: Reader, depth = 0): Part[] {
  if (isEmpty(content)) return []
  const list = Array.isArray(content) ? (content as unknown[]) : [content]
  return list.flatMap((piece) => partOf(piece, reader, depth))
}

function partOf(piece: unknown, reader: Reader | undefined, depth: number): Part[] {
  if (isEmpty(piece)) return []
  if (typeof piece === 'string') return [embedded(piece) ?? { kind: 'text', text: piece }]
  if (!isFields(piece)) return [{ kind: 'data', value: piece }]
  const found = depth > MAX_DEPTH ? null : readAs(piece, reader, depth)
  return found ?? [{ kind: 'other', label: labelOf(piece), value: piece }]
}

/** Null where no reader makes anything of it. */
function readAs(fields: Fields, forced: Reader | undefined, depth: number): Part[] | null {
  const typed = typeOf(fields)
  const by = (reader: Reader, name: string): Part[] | null => {
    const piece = pieceOf(fields, within(depth + 1))
    const parts = [reader(piece, name) ?? []].flat()
    const last = parts.at(-1)
    const rest = last && restOf(piece, last, typed?.name)
    if (!last) return null
    return rest ? [...parts.slice(0, -1), { ...last, rest }] : parts
  }
  const known = (forced && by(forced, typed?.type ?? '')) ?? (typed && by(typed.reader, typed.type))
  if (known) return known
  for (const [name, reader] of READERS_BY_FIELD) {
    const found = name in fields ? by(reader, name) : null
    if (found) return found
  }
  return null
}

/** A type that was understood is told by how the piece looks, unless more is told of it. */
function restOf(piece: Piece, last: Part, typeName: string | undefined): Fields | null {
  const rest = piece.rest()
  const unread = Object.keys(rest ?? {}).every((name) => name === typeName) ? null : rest
  return unread ? joined(unread, last.rest) : (last.rest ?? null)
}

function within(depth: number): Within {
  return { parts: (content, reader) => partsOf(content, reader, depth), knows: isPiece }
}

interface Typed {
  name: string
  type: string
  reader: Reader
}

function typeOf(fields: Fields): Typed | null {
  for (const name of TYPE_NAMES) {
    const type = fields[name]
    if (typeof type !== 'string') continue
    const reader = READERS.get(type) ?? ENDINGS.find(([ending]) => ending.test(type))?.[1]
    if (reader) return { name, type, reader }
  }
  return null
}

/** Whether it is a piece of a message, by its type or by being nothing but one of the fields. */
export function isPiece(value: unknown): boolean {
  if (!isFields(value)) return false
  if (typeOf(value)) return true
  const [only, second] = Object.keys(value)
  return second === undefined && READERS_BY_FIELD.some(([name]) => name === only)
}

function labelOf(fields: Fields): string | undefined {
  const type = TYPE_NAMES.map((name) => fields[name]).find((one) => typeof one === 'string')
  const [only, second] = Object.keys(fields)
  return type ?? (second === undefined ? only : undefined)
}

function inside(reader: Reader): Reader {
  return (piece, name) => {
    const inner = piece.inside(name)
    return inner && reader(inner, name)
  }
}

function held(noun: string): Reader {
  return (piece, name) => (isFields(piece.fields[name]) ? media(noun)(piece, name) : null)
}

function words(piece: Piece): Part | Part[] | null {
  if (typeof piece.fields.text !== 'string') return text(piece, 'text')
  if (piece.fields.thought !== true) return text(piece, 'text')
  piece.take('thought')
  return thought(piece, 'thought')
}

/** A message's content that may be JSON written into a text, as flattened attributes have it. */
export function piecesOf(content: unknown): Part[] {
  const read = readJson(content)
  return partsOf(Array.isArray(read) && read.length > 0 && read.every(isPiece) ? read : content)
}
