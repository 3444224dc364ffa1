// One message: who says it, and all that it says, whichever fields that is in.
import { type Fields, isEmpty, namesIn } from './fields'
import { media } from './kinds/media'
import { citations } from './kinds/sources'
import { thoughtsOf } from './kinds/texts'
import { answered, callsOf } from './kinds/tools'
import { type Part, type Piece, pieceOf, type Reader } from './part'
import { isPiece, partsOf, piecesOf } from './parts'

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

const SPEAKERS: Record<string, Speaker> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  human: 'user',
  assistant: 'assistant',
  ai: 'assistant',
  model: 'assistant',
  chatbot: 'assistant',
  tool: 'tool',
  function: 'tool',
  'tool-response': 'tool',
  toolresult: 'tool',
}

/** `MessageRole.USER` of LlamaIndex and `AIMessageChunk` of LangChain are the same as others' names. */
export function speakerOf(role: string): Speaker {
  const key = role
    .toLowerCase()
    .replace(/^.*\./, '')
    .replace(/message(?:chunk)?$/, '')
  return (Object.hasOwn(SPEAKERS, key) && SPEAKERS[key]) || 'other'
}

/** Nothing that is known, as it was sent. */
export function unknown(value: unknown): Message {
  const parts = partsOf(value)
  const [first] = parts
  const speaker = first?.kind === 'result' ? 'tool' : 'other'
  return { speaker, role: '', parts, rest: null }
}

const WITHIN = { parts: partsOf, knows: isPiece }

export function pieceFrom(fields: Fields): Piece {
  return pieceOf(fields, WITHIN)
}

const SAYS = namesIn(`
  content parts blocks contents message tool_calls toolCalls tool_results function_call
  refusal audio
`)

export function hasContent(fields: Fields): boolean {
  return SAYS.some((name) => name in fields)
}

/** The message of this role that the piece is; what it is wrapped in is told beside it. */
export function messageFrom(role: string, piece: Piece, around = piece): Message {
  const speaker = speakerOf(role)
  if (piece.fields.type === 'message') piece.take('type')
  const parts = spoken(piece, speaker)
  const name = piece.text('name')
  return { speaker, role, name, parts, rest: around.rest() }
}

function spoken(piece: Piece, speaker: Speaker): Part[] {
  const thoughts = thoughtsOf(piece)
  const content = contentOf(piece, speaker)
  const refusal = piece.text('refusal')
  return [
    ...thoughts,
    ...content,
    ...(refusal ? [{ kind: 'text' as const, text: refusal }] : []),
    ...mediaOf(piece),
  ].concat(additional(content, called(piece)), citations(piece))
}

/** The calls, also where LangChain and LiteLLM keep what a provider sent. */
function called(piece: Piece): Part[] {
  const own = callsOf(piece)
  const more = piece.inside('additional_kwargs')
  if (!more) return own
  return [...own, ...additional(own, spoken(more, 'other'))]
}

/** What is not among the parts already: some say the same twice, in two shapes. */
function additional(parts: readonly Part[], more: readonly Part[]): Part[] {
  if (parts.length === 0 || more.length === 0) return [...more]
  const present = parts.map(compared)
  return more.filter((part) => {
    const { own, rest } = compared(part)
    return !present.some((one) => one.own === own && one.rest.includes(rest))
  })
}

function compared({ rest, ...own }: Part): { own: string; rest: string } {
  return { own: JSON.stringify(own), rest: rest ? JSON.stringify(rest).slice(1, -1) : '' }
}

const CONTENT = ['content', 'parts', 'blocks', 'contents', 'message']

function contentOf(piece: Piece, speaker: Speaker): Part[] {
  const { content, parts, tool_results } = piece.fields
  const whole = speaker === 'tool' && isEmpty(parts ?? tool_results)
  const answers = whole && !piecesOf(content).some(({ kind }) => TOLD.has(kind))
  const answer = answers ? [answered(piece)] : []
  return CONTENT.map((name) => piecesOf(piece.take(name))).reduce(merged, answer)
}

/** Then the message holds what tools answered, and is no answer as a whole. */
const TOLD = new Set<Part['kind']>(['result', 'call'])

/** Versions of the AI SDK sent the words once more beside their pieces. */
function merged(parts: Part[], more: Part[]): Part[] {
  if (more.length === 0) return parts
  const alone = parts.length === 1 && parts[0]?.kind === 'text' && !parts[0].rest
  return alone && textOf(parts) === textOf(more) ? more : [...parts, ...additional(parts, more)]
}

export function textOf(parts: readonly Part[]): string {
  return parts.map((part) => (part.kind === 'text' ? part.text : '')).join('')
}

const MEDIA: readonly (readonly [string, Reader])[] = [
  ['images', media('image')],
  ['image', media('image')],
  ['audio', media('audio')],
  ['files', media('file')],
  ['attachments', media('file')],
  ['experimental_attachments', media('file')],
]

function mediaOf(piece: Piece): Part[] {
  return MEDIA.flatMap(([name, reader]) =>
    [piece.take(name) ?? []]
      .flat()
      // Ollama has the bytes alone.
      .flatMap((one) => piece.parts(typeof one === 'string' ? { data: one } : one, reader)),
  )
}
