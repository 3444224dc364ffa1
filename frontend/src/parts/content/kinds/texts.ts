// Words, code, and what a model thought before it spoke.
import { namesIn } from '../fields'
import type { Part, Piece, Reader } from '../part'
import { citations } from './sources'

export const text: Reader = (piece) => {
  // OpenAI's Assistants and Bedrock's guard keep it one level further down.
  const words =
    piece.inside('text')?.text('value', 'text') ??
    piece.text('text', 'content', 'refusal', 'value', 'logs', 'reason')
  if (words === undefined) return null
  return [{ kind: 'text', text: words }, ...citations(piece)]
}

/** What is but a wrapper: a prompt of pydantic-ai, Bedrock's text with its citations. */
export const wrapper: Reader = (piece) => {
  const inner = piece.parts(piece.take('content', 'value', 'data'))
  return inner.length === 0 ? null : [...inner, ...citations(piece)]
}

export const data: Reader = (piece) => {
  const value = piece.take('json', 'value', 'data')
  return value === undefined ? null : { kind: 'data', value }
}

export const code: Reader = (piece) => {
  const words = piece.text('code')
  if (words === undefined) return null
  return { kind: 'code', language: piece.text('language'), text: words }
}

const THOUGHTS = namesIn(`
  thinking text reasoning reasoning_text reasoningText summary content thought
`)

/** In one text, several, or none: providers withhold or encrypt it. */
export const thought: Reader = (piece) => {
  return { kind: 'thought', text: thoughtsIn(piece).join('\n\n') }
}

function thoughtsIn(piece: Piece): string[] {
  return THOUGHTS.flatMap((name) => {
    const inside = [piece.inside(name), ...piece.each(name)].filter((one) => one !== null)
    if (inside.length > 0) return inside.flatMap(thoughtsIn)
    const words = piece.text(name)
    return words ? [words] : []
  })
}

/** By field, for messages that keep it beside what they say. */
const FIELDS = ['reasoning_content', 'reasoning', 'thinking', 'thought', 'tool_plan']
const LISTS = ['thinking_blocks', 'reasoning_details', 'reasoning', 'thinking']

export function thoughtsOf(piece: Piece): Part[] {
  const told = FIELDS.map((name) => piece.text(name)).filter((words) => words)
  const parts = LISTS.flatMap((name) => {
    const value = piece.fields[name]
    return typeof value === 'object' ? piece.parts(piece.take(name)) : []
  })
  return [
    ...told
      .filter((words) => !parts.some((part) => part.kind === 'thought' && part.text === words))
      .map((words) => ({ kind: 'thought' as const, text: words ?? '' })),
    ...parts,
  ]
}
