// Which values are conversations, and the messages in them, in whatever they are wrapped.
import { type Fields, isEmpty, isFields, joined, readJson } from './fields'
import { citations } from './kinds/sources'
import { isPair, langchainMessage, pairMessage } from './langchain'
import {
  hasContent,
  type Message,
  messageFrom,
  pieceFrom,
  speakerOf,
  textOf,
  unknown,
} from './message'
import type { Part } from './part'
import { isPiece, partsOf } from './parts'

export type { Message } from './message'

export interface Conversation {
  messages: readonly Message[]
  /** What was sent along with them: the model, the tools and the like. */
  rest: Fields | null
}

/** Where objects hold what was said, in the order of a conversation, by who says it unless it says so. */
const PLACES = Object.entries({
  system: 'system systemInstruction system_instruction system_instructions instructions preamble',
  user: 'chat_history history contents messages prompt input inputs request new_message kwargs message',
  assistant:
    'delta content choices candidates generations response responses output outputs result',
}).flatMap(([role, names]) => names.split(' ').map((name) => [name, role] as const))
const NAMES = new Set(PLACES.map(([name]) => name))
const MAX_DEPTH = 6

/** The messages of a value; null where it is something else. */
export function conversationOf(value: unknown): Conversation | null {
  return foundIn(value, 'message', 0)
}

function foundIn(given: unknown, role: string, depth: number): Conversation | null {
  if (depth > MAX_DEPTH) return null
  const value = readJson(given)
  if (Array.isArray(value)) return listed(value as unknown[], role, depth)
  if (!isFields(value)) return null
  const alone = messagesOf(value, role)
  return alone ? { messages: alone, rest: null } : conversationIn(value, depth)
}

function listed(list: readonly unknown[], role: string, depth: number): Conversation | null {
  // Several at once, as callbacks of LangChain have them.
  const items = list.flatMap((item) => (Array.isArray(item) && !isPair(item) ? item : [item]))
  const found = items.map((item: unknown) => itemOf(item, role, depth))
  if (found.every((one) => one === null)) return null
  const messages: Message[] = []
  let bare: Part[] | null = null
  for (const [at, item] of items.entries()) {
    if (bare && isPiece(item) && (found[at] === null || isBare(item))) {
      bare.push(...partsOf(item))
      continue
    }
    const here = found[at] ?? [unknown(item)]
    const [first] = here
    bare = first && isBare(item) ? [...first.parts] : null
    messages.push(...(first && bare ? [{ ...first, parts: bare }] : here))
  }
  return { messages, rest: null }
}

function itemOf(item: unknown, role: string, depth: number): readonly Message[] | null {
  if (isPair(item)) return [pairMessage(item)]
  if (!isFields(item)) return null
  return messagesOf(item, role) ?? choiceOf(item, depth)
}

/** One of several choices that a model was asked for, with the message inside. */
function choiceOf(item: Fields, depth: number): readonly Message[] | null {
  const found = conversationIn(item, depth + 1)
  const last = found?.messages.at(-1)
  if (!found?.rest || !last) return found && found.messages
  return [...found.messages.slice(0, -1), { ...last, rest: joined(found.rest, last.rest) }]
}

/** The messages that an object is; null where it is none. */
function messagesOf(fields: Fields, role: string): Message[] | null {
  if (typeof fields.role === 'string' && hasContent(fields)) {
    const piece = pieceFrom(fields)
    return [messageFrom(piece.text('role') ?? role, piece)]
  }
  const message = langchainMessage(fields)
  if (message) return [message]
  if (Array.isArray(fields.parts) && fields.parts.some(isPiece)) {
    return fields.kind === 'request'
      ? requested(fields)
      : [messageFrom(answering(fields) ?? role, pieceFrom(fields))]
  }
  if (isStep(fields)) return [stepOf(fields)]
  if (!isBare(fields)) return null
  return [asMessage(role, partsOf(fields))]
}

/** Of pydantic-ai, whose answers name no role. */
function answering({ kind }: Fields): string | undefined {
  return kind === 'response' ? 'assistant' : undefined
}

const PART_ROLES: Record<string, string> = { 'system-prompt': 'system', 'user-prompt': 'user' }

/** What pydantic-ai sends at once: prompts and what tools answered. */
function requested(fields: Fields): Message[] {
  const piece = pieceFrom(fields)
  const told = partsOf(piece.text('instructions')).map((part) => asMessage('system', [part]))
  const messages = [piece.take('parts')].flat().map((part: unknown) => {
    const role = isFields(part) ? PART_ROLES[String(part.part_kind)] : undefined
    return asMessage(role ?? 'tool', partsOf(part))
  })
  const last = messages.pop()
  return last ? [...told, ...messages, { ...last, rest: piece.rest() }] : told
}

function asMessage(role: string, parts: readonly Part[]): Message {
  return { speaker: speakerOf(role), role, parts, rest: null }
}

const STEP =
  /^(?:reasoning|mcp_list_tools|mcp_approval_re\w+|(?:function|custom_tool|web_search|file_search|code_interpreter|computer|image_generation|mcp|local_shell|shell|apply_patch|tool_search)_call(?:_output)?)$/
/** By at least one of them is it told from other JSON of such a type. */
const STEP_FIELDS = ['id', 'call_id', 'name', 'summary', 'content', 'text', 'output', 'status']

/** A step of OpenAI's Responses, which has no role. */
function isStep(fields: Fields): boolean {
  const { type } = fields
  return typeof type === 'string' && STEP.test(type) && STEP_FIELDS.some((name) => name in fields)
}

function stepOf(fields: Fields): Message {
  const parts = partsOf(fields)
  const role = parts[0]?.kind === 'result' ? 'tool' : 'assistant'
  return asMessage(role, parts)
}

const BARE =
  /^(?:(?:in|out)put_text|(?:redacted_)?thinking|(?:server_|mcp_)?tool_use|tool[_-]result|tool-call|web_search_tool_result)$/

/** A piece of content that no message is around, as where only an answer's content is sent. */
function isBare(value: unknown): value is Fields {
  if (!isFields(value) || typeof value.type !== 'string') return false
  return BARE.test(value.type) || (value.type === 'text' && typeof value.text === 'string')
}

function conversationIn(fields: Fields, depth: number): Conversation | null {
  if (!Object.keys(fields).some((name) => NAMES.has(name))) return underOnlyKey(fields, depth)
  const places = PLACES.filter(([name]) => !isEmpty(fields[name]))
  const found = new Map<string, Conversation | null>(
    places.map(([name, role]) => [
      name,
      role === 'system' ? null : (foundIn(fields[name], role, depth + 1) ?? choice(fields, name)),
    ]),
  )
  const some = [...found.values()].some((one) => one !== null)
  if (!some && !asksPlainly(fields)) return underOnlyKey(fields, depth)
  const piece = pieceFrom(fields)
  const messages: Message[] = []
  const left: Fields = {}
  for (const [name, role] of places) {
    const here = found.get(name) ?? plainMessages(fields[name], role)
    if (!here) continue
    messages.push(...here.messages)
    piece.take(name)
    if (here.rest) left[name] = here.rest
  }
  const sources = citations(piece)
  const last = messages.at(-1)
  if (last) messages[messages.length - 1] = { ...last, parts: [...last.parts, ...sources] }
  // LangChain has the words once more beside the message.
  if (messages.some(({ parts }) => textOf(parts) === fields.text)) piece.take('text')
  const rest = joined(left, piece.rest())
  return { messages, rest: isEmpty(rest) ? null : rest }
}

/** Its role may be left out: OpenTelemetry, the event `gen_ai.choice`. */
function choice(fields: Fields, name: string): Conversation | null {
  if (name !== 'message' && name !== 'delta') return null
  const message = readJson(fields[name])
  if (!('finish_reason' in fields) || !isFields(message) || !hasContent(message)) return null
  return { messages: [messageFrom('assistant', pieceFrom(message))], rest: null }
}

/** A question to OpenAI's Responses or to Gemini may be but a text. */
function asksPlainly(fields: Fields): boolean {
  const told = fields.instructions ?? fields.systemInstruction ?? fields.system_instruction
  return !isEmpty(told) && ['input', 'contents'].some((name) => typeof fields[name] === 'string')
}

/** Under the name of a node, as LangGraph tells of its steps. */
function underOnlyKey(fields: Fields, depth: number): Conversation | null {
  const [only, second] = Object.keys(fields)
  if (only === undefined || second !== undefined) return null
  const found = foundIn(fields[only], 'message', depth + 1)
  return found && { ...found, rest: found.rest && { [only]: found.rest } }
}

/** What is said in words alone, beside messages. */
function plainMessages(value: unknown, role: string): Conversation | null {
  if (isFields(value) && Array.isArray(value.parts)) {
    return { messages: [messageFrom(role, pieceFrom(value))], rest: null }
  }
  const parts = partsOf(value)
  const plain = parts.some(({ kind }) => kind !== 'other' && kind !== 'data')
  return plain
    ? { messages: [{ speaker: speakerOf(role), role, parts, rest: null }], rest: null }
    : null
}
