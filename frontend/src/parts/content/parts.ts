// What a message is made of: one piece of its content, in whichever of the known shapes.
import { type Fields, isFields, readJson, textIn, without } from './fields'

export type Part =
  | { kind: 'text'; text: string }
  | { kind: 'thought'; text: string }
  | { kind: 'call'; name: string; id?: string; args: unknown }
  | { kind: 'result'; name?: string; id?: string; failed: boolean; value: unknown }
  | { kind: 'media'; of: string; where?: string; size?: number }
  | { kind: 'other'; value: unknown }

const THOUGHT_TYPES = new Set(['thinking', 'redacted_thinking', 'reasoning', 'reasoning_text'])
const CALL_TYPES = new Set(['tool_use', 'tool_call', 'tool-call', 'function_call', 'function'])
const SERVER_CALL_TYPES = new Set(['server_tool_use', 'mcp_tool_use'])
const RESULT_TYPES = new Set([
  'tool_result',
  'tool-result',
  'tool_call_response',
  'function_call_output',
  'web_search_tool_result',
  'mcp_tool_result',
])
const MEDIA = /^(?:input_)?(image|audio|video|file|document|blob|uri)(?:_url)?$/
/** How the Langfuse SDKs write what they keep elsewhere. */
const REFERENCE = /^@@@langfuseMedia:type=([^|@]+)\|/
const DATA_URI = /^data:([^;,]*)[;,]/

/** A message's content, whatever its shape. */
export function partsOf(content: unknown): Part[] {
  if (content === null || content === undefined || content === '') return []
  const list = Array.isArray(content) ? content : [content]
  return list.map(partOf)
}

export function partOf(piece: unknown): Part {
  if (typeof piece === 'string') return embedded(piece) ?? { kind: 'text', text: piece }
  if (!isFields(piece)) return { kind: 'other', value: piece }
  return typed(piece) ?? geminis(piece) ?? { kind: 'other', value: piece }
}

/** By the type that the piece says it is of: OpenAI, Anthropic, LangChain, AI SDK, GenAI. */
function typed(piece: Fields): Part | null {
  const { type } = piece
  if (typeof type !== 'string') return null
  if (THOUGHT_TYPES.has(type)) return thoughtOf(piece)
  if (CALL_TYPES.has(type) || SERVER_CALL_TYPES.has(type)) return callOf(piece)
  if (RESULT_TYPES.has(type)) return resultOf(piece)
  const text = textIn(piece, 'text', 'content', 'refusal')
  if (/^(?:(?:in|out)put_|summary_)?text$|^refusal$/.test(type) && text !== undefined) {
    return { kind: 'text', text }
  }
  const media = MEDIA.exec(type)
  return media ? mediaOf(media[1] ?? type, piece) : null
}

/** Gemini's pieces have no type; the field they are in tells. */
function geminis(piece: Fields): Part | null {
  const call = piece.functionCall ?? piece.function_call
  if (isFields(call)) return callOf(call)
  const answer = piece.functionResponse ?? piece.function_response
  if (isFields(answer)) return resultOf(answer)
  const data = piece.inlineData ?? piece.inline_data ?? piece.fileData ?? piece.file_data
  if (isFields(data)) return mediaOf('file', data)
  const { text } = piece
  if (typeof text !== 'string') return null
  return piece.thought === true ? { kind: 'thought', text } : { kind: 'text', text }
}

function thoughtOf(piece: Fields): Part | null {
  const text = textIn(piece, 'thinking', 'text', 'content', 'reasoning', 'data')
  if (text !== undefined) return { kind: 'thought', text }
  const texts = [piece.summary, piece.content]
    .flat()
    .map((one) => (isFields(one) ? textIn(one, 'text') : undefined))
    .filter((one) => one !== undefined)
  return texts.length > 0 ? { kind: 'thought', text: texts.join('\n\n') } : null
}

/** A call of a tool, as a piece of content or as one of `tool_calls`. */
export function callOf(call: Fields): Part | null {
  const inner = isFields(call.function) ? call.function : call
  const name = textIn(inner, 'name', 'toolName')
  if (name === undefined) return null
  const args = inner.arguments ?? inner.args ?? inner.input ?? null
  return {
    kind: 'call',
    name,
    id: textIn(call, 'id', 'call_id', 'toolCallId'),
    args: readJson(args),
  }
}

export function resultOf(answer: Fields): Part {
  const value =
    answer.content ?? answer.output ?? answer.result ?? answer.response ?? answer.value ?? null
  return {
    kind: 'result',
    name: textIn(answer, 'name', 'toolName'),
    id: textIn(answer, 'tool_use_id', 'tool_call_id', 'call_id', 'toolCallId', 'id'),
    failed: answer.is_error === true || answer.isError === true || answer.status === 'error',
    value: plainest(value),
  }
}

/** Pieces that are but texts are one text, which may hold JSON. */
function plainest(value: unknown): unknown {
  if (!Array.isArray(value) || value.length === 0) return readJson(value)
  const texts = value.map(partOf).map((part) => (part.kind === 'text' ? part.text : null))
  return texts.every((text) => text !== null) ? readJson(texts.join('\n\n')) : value
}

const WHERE = ['url', 'uri', 'image_url', 'fileUri', 'file_uri', 'file_id', 'id', 'filename']
const BYTES = ['data', 'content', 'file_data', 'image', 'bytes']
const KNOWN = new Set(['type', ...WHERE, ...BYTES])

/** What would have to be fetched or decoded to be seen: said, never loaded. */
function mediaOf(noun: string, piece: Fields): Part {
  const nested = ['image_url', 'source', 'input_audio', 'file', 'document', 'audio', 'video']
    .map((name) => piece[name])
    .find(isFields)
  const fields = nested ?? piece
  const said = textIn(fields, ...WHERE) ?? textIn(piece, ...WHERE)
  const data = textIn(fields, ...BYTES)
  const found = [said, data].map((text) => (text === undefined ? null : embedded(text)))
  const own = found.find((part) => part !== null)
  if (own) return own
  const of =
    textIn(fields, 'media_type', 'mediaType', 'mimeType', 'mime_type', 'format') ??
    textIn(piece, 'mime_type', 'modality') ??
    noun
  if (said === undefined && data === undefined && without(fields, KNOWN) !== null) {
    return { kind: 'other', value: piece }
  }
  return {
    kind: 'media',
    of: of === 'uri' || of === 'blob' ? 'file' : of,
    where: said,
    size: data === undefined ? undefined : sizeOf(data),
  }
}

/** A picture or the like that is written into a text. */
function embedded(text: string): Part | null {
  const reference = REFERENCE.exec(text)
  if (reference) return { kind: 'media', of: reference[1] ?? 'file' }
  const data = DATA_URI.exec(text)
  if (!data) return null
  return { kind: 'media', of: data[1] || 'file', size: sizeOf(text.slice(text.indexOf(',') + 1)) }
}

/** Of base64, in bytes. */
function sizeOf(base64: string): number {
  return Math.floor((base64.length * 3) / 4)
}
