// Messages as LangChain writes them: plain, as objects that can be read back, as pairs.
import { type Fields, isFields } from './fields'
import { hasContent, type Message, messageFrom, pieceFrom, speakerOf } from './message'
import type { Piece } from './part'

/** `["human", "Hi"]`, short for a message. */
export function isPair(value: unknown): value is [string, unknown] {
  return (
    Array.isArray(value) &&
    value.length === 2 &&
    typeof value[0] === 'string' &&
    speakerOf(value[0]) !== 'other'
  )
}

export function pairMessage([role, content]: [string, unknown]): Message {
  return messageFrom(role, pieceFrom({ content }))
}

export function langchainMessage(fields: Fields): Message | null {
  if (isFields(fields.kwargs) && Array.isArray(fields.id)) {
    return constructed(pieceFrom(fields), String(fields.id.at(-1)), fields.kwargs)
  }
  const type = String(fields.type)
  if (isFields(fields.data) && 'content' in fields.data && isMessage(type)) {
    const piece = pieceFrom(fields)
    const inner = piece.inside('data')
    return inner && messageFrom(piece.text('type') ?? type, inner, piece)
  }
  if (!isMessage(type) || !('content' in fields || type === 'remove')) return null
  const piece = pieceFrom(fields)
  return messageFrom(piece.text('type') ?? type, piece)
}

function constructed(piece: Piece, name: string, kwargs: Fields): Message | null {
  if (!/Message(?:Chunk)?$/.test(name) && !hasContent(kwargs)) return null
  const inner = piece.inside('kwargs')
  const plain = name.replace(/Message(?:Chunk)?$/, '').toLowerCase()
  return inner && messageFrom(inner.text('role', 'type') ?? plain, inner, piece)
}

/** Of LangGraph, to take a message out of what was said so far. */
function isMessage(type: string): boolean {
  return type === 'remove' || type === 'RemoveMessage' || speakerOf(type) !== 'other'
}
