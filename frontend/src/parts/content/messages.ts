// Which values are chat messages, and what each of them says.
import { type Fields, isFields, textIn, without } from './fields'
import { callOf, type Part, partOf, partsOf, resultOf } from './parts'

export type Speaker = 'system' | 'user' | 'assistant' | 'tool' | 'other'

export interface Message {
  speaker: Speaker
  /** As the application calls it. */
  role: string
  /** Which of several agents or tools it is. */
  name?: string
  parts: readonly Part[]
  /** What it holds beside that. */
  rest: Fields | null
}

export interface Conversation {
  messages: readonly Message[]
  /** What was sent along with them: the model, the tools and the like. */
  rest: Fields | null
}

const SPEAKERS: Record<string, Speaker> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  human: 'user',
  assistant: 'assistant',
  ai: 'assistant',
  model: 'assistant',
  tool: 'tool',
  function: 'tool',
}
/** Fields of an object that holds a conversation, by which the list of it is found. */
const LISTS = ['messages', 'contents', 'input', 'output', 'choices', 'candidates', 'generations']
const SYSTEM = ['system', 'systemInstruction', 'system_instruction', 'instructions'] as const

/** The messages of a value; null where it is something else. */
export function conversationOf(value: unknown): Conversation | null {
  if (Array.isArray(value)) return listed(value)
  if (!isFields(value)) return null
  const alone = messageOf(value)
  if (alone) return { messages: [alone], rest: null }
  for (const name of LISTS) {
    const list = value[name]
    const found = Array.isArray(list) ? listed(list) : null
    if (found) return within(value, name, found)
  }
  return null
}

function within(holder: Fields, name: string, { messages }: Conversation): Conversation {
  const systems = SYSTEM.flatMap((key) => {
    const told = holder[key]
    const parts = partsOf(isFields(told) && 'parts' in told ? told.parts : told)
    if (parts.length === 0) return []
    return [{ speaker: 'system' as const, role: 'system', parts, rest: null }]
  })
  return {
    messages: [...systems, ...messages],
    rest: without(holder, new Set([name, ...SYSTEM])),
  }
}

function listed(list: readonly unknown[]): Conversation | null {
  // Several at once, as callbacks of LangChain have them.
  const flat = list.every(Array.isArray) ? list.flat() : list
  const messages: Message[] = []
  for (const item of flat) {
    const message = isFields(item) ? (messageOf(item) ?? wrapped(item)) : null
    if (!message) return null
    messages.push(message)
  }
  return messages.length === 0 ? null : { messages, rest: null }
}

/** One of several choices that a model was asked for, with the message inside. */
function wrapped(choice: Fields): Message | null {
  const inner = [choice.message, choice.content].find(isFields)
  const message = inner ? messageOf(inner) : null
  if (!inner || !message) return null
  const rest = without(choice, new Set(['message', 'content', 'text', 'generation_info']))
  return { ...message, rest: rest ? { ...message.rest, ...rest } : message.rest }
}

export function messageOf(fields: Fields): Message | null {
  // As LangChain writes its objects.
  if (isFields(fields.kwargs) && Array.isArray(fields.id)) {
    const name = String(fields.id.at(-1)).replace(/Message(?:Chunk)?$/, '')
    return messageOf({ ...fields.kwargs, type: name.toLowerCase() })
  }
  const role = textIn(fields, 'role') ?? langChainRole(fields)
  if (role !== undefined && SAYS.some((name) => name in fields)) return said(role, fields)
  return itemOf(fields)
}

const SAYS = ['content', 'parts', 'tool_calls', 'function_call', 'refusal', 'audio']

function langChainRole({ type, content }: Fields): string | undefined {
  const known = typeof type === 'string' && Object.hasOwn(SPEAKERS, type)
  return known && content !== undefined ? type : undefined
}

const READ = new Set([
  'role',
  'type',
  'name',
  'content',
  'parts',
  'tool_calls',
  'toolCalls',
  'function_call',
  'refusal',
  'reasoning',
  'reasoning_content',
  'tool_call_id',
  'toolCallId',
  'additional_kwargs',
  'response_metadata',
  'id',
])

function said(role: string, fields: Fields): Message {
  const speaker = speakerOf(role)
  const says = fields.content ?? fields.parts
  const thought = textIn(fields, 'reasoning_content', 'reasoning')
  const refusal = textIn(fields, 'refusal')
  const calls = [fields.tool_calls ?? fields.toolCalls ?? fields.function_call ?? []].flat()
  const parts: Part[] = [
    ...(thought ? [{ kind: 'thought' as const, text: thought }] : []),
    ...(answersCall(speaker, fields) ? [resultOf({ ...fields, content: says })] : partsOf(says)),
    ...(refusal ? [{ kind: 'text' as const, text: refusal }] : []),
    ...calls.map((call: unknown) => (isFields(call) ? callOf(call) : null) ?? other(call)),
  ]
  return { speaker, role, name: textIn(fields, 'name'), parts, rest: without(fields, READ) }
}

function answersCall(speaker: Speaker, { content, parts }: Fields): boolean {
  if (speaker !== 'tool' || parts !== undefined) return false
  const pieces = Array.isArray(content) ? content.map(partOf) : []
  return pieces.every((part) => part.kind !== 'result')
}

function other(value: unknown): Part {
  return { kind: 'other', value }
}

/** A step of OpenAI's Responses, which has no role. */
function itemOf(fields: Fields): Message | null {
  const { type } = fields
  if (typeof type !== 'string' || !/^(?:function_call(?:_output)?|reasoning)$/.test(type)) {
    return null
  }
  const part = partOf(fields)
  if (part.kind === 'other') return null
  const speaker = part.kind === 'result' ? 'tool' : 'assistant'
  return { speaker, role: speaker, parts: [part], rest: null }
}

function speakerOf(role: string): Speaker {
  const key = role.toLowerCase()
  return (Object.hasOwn(SPEAKERS, key) && SPEAKERS[key]) || 'other'
}
