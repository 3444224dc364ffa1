// Calls of tools and what they answered.
import { isBranch, isEmpty, isFields, namesIn, readJson } from '../fields'
import type { Part, Piece, Reader } from '../part'
import { firstOf } from './sources'

const NAME = ['name', 'toolName', 'tool_name']
const CALL_ID = ['call_id', 'callId', 'toolCallId', 'tool_call_id', 'toolUseId', 'id']
const ARGUMENTS = namesIn(`
  arguments args input parameters tool_kwargs action queries operation
`)
const CALL_WITHIN = ['function', 'custom', 'tool_call', 'server_tool_call', 'toolInvocation']

/** A call of a tool, as a piece of content or as one of `tool_calls`. */
export const call: Reader = (piece) => {
  const chain = chainOf(piece)
  const name = firstOf(chain, NAME)
  return name === undefined ? null : made(chain, name)
}

/** OpenInference has it two levels down. */
function chainOf(piece: Piece): Piece[] {
  const inner = piece.inside(...CALL_WITHIN)
  return inner ? [...chainOf(inner), piece] : [piece]
}

function made(chain: readonly Piece[], name: string): Part & { kind: 'call' } {
  const id = firstOf(chain.toReversed(), CALL_ID)
  return { kind: 'call', name, id, args: readJson(argumentsIn(chain)) }
}

function argumentsIn(chain: readonly Piece[]): unknown {
  for (const piece of chain) {
    const found = piece.take(...ARGUMENTS)
    if (found !== undefined) return found
  }
  return null
}

/** It waits for somebody's consent. */
export const request: Reader = (piece, type) => {
  const part = call(piece, type)
  return part && !Array.isArray(part) && part.kind === 'call' ? { ...part, asks: true } : null
}

const ANSWER = namesIn(`
  content output result response value outputs results server_tool_call_response errorText
  error
`)
const ANSWERED_ID = namesIn(`
  tool_use_id tool_call_id call_id callId toolCallId toolUseId id
`)

export const result: Reader = (piece) => answered(piece)

export function answered(piece: Piece, named?: string): Part {
  const origin = piece.inside('origin', 'call')
  return {
    kind: 'result',
    name: named ?? piece.text(...NAME) ?? origin?.text(...NAME),
    id: piece.text(...ANSWERED_ID) ?? origin?.text(...ANSWERED_ID),
    failed: failed(piece.fields),
    parts: answerOf(piece, piece.take(...ANSWER)),
  }
}

const FAILURES = new Set<unknown>(['error', 'failed', 'output-error', 'output-denied'])

function failed(fields: Piece['fields']): boolean {
  const { is_error, isError, status, state, error, output, content } = fields
  const answer = output ?? content
  const kind = isFields(answer) ? String(answer.type) : ''
  return (
    is_error === true ||
    isError === true ||
    FAILURES.has(status) ||
    FAILURES.has(state) ||
    (error !== false && !isEmpty(error)) ||
    /^error-|_error$|^execution-denied$/.test(kind)
  )
}

/** Pieces that are but texts are one text, which may hold JSON. */
function answerOf(piece: Piece, value: unknown): Part[] {
  const read = readJson(value)
  if (!isBranch(read)) return piece.parts(read)
  const list = Array.isArray(read) ? (read as unknown[]) : [read]
  if (!list.some(piece.knows)) return isEmpty(read) ? [] : [{ kind: 'data', value: read }]
  const parts = piece.parts(read)
  const texts = parts.map((part) => (part.kind === 'text' && !part.rest ? part.text : null))
  if (texts.some((text) => text === null)) return parts
  const whole = readJson(texts.join('\n\n'))
  return isBranch(whole) ? [{ kind: 'data', value: whole }] : piece.parts(whole)
}

/** A call and what came of it in one piece, as the AI SDK and OpenAI's built-in tools have it. */
export const both: Reader = (piece, type) => {
  const chain = chainOf(piece)
  const name = firstOf(chain, NAME) ?? type.replace(/^tool-|_call$/g, '')
  const called = made(chain, name)
  const script = firstOf(chain, ['code'])
  const codeParts: Part[] = script === undefined ? [] : [{ kind: 'code', text: script }]
  const [inner = piece] = chain
  const answer = inner.take(...ANSWER)
  if (answer === undefined) return [called, ...codeParts]
  const parts = answerOf(inner, answer)
  const came: Part = { kind: 'result', name, id: called.id, failed: failed(inner.fields), parts }
  return [called, ...codeParts, came]
}

/** By field, for messages that keep them beside what they say. */
const READERS: readonly (readonly [string, Reader])[] = [
  ['tool_calls', call],
  ['toolCalls', call],
  ['function_call', call],
  ['functionCall', call],
  ['invalid_tool_calls', call],
  ['toolInvocations', both],
  ['tool_results', result],
  ['toolResults', result],
]

export function callsOf(piece: Piece): Part[] {
  return READERS.flatMap(([name, reader]) => piece.parts(readJson(piece.take(name)), reader))
}
