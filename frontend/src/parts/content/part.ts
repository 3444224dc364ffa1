// What a message is made of, whichever of the known shapes it came in, and how one is read.
import { type Fields, isEmpty, isFields } from './fields'

export type Part = PartContent & {
  /** What the piece holds beside that. */
  rest?: Fields | null
}

type PartContent =
  | { kind: 'text'; text: string }
  | { kind: 'code'; language?: string; text: string }
  /** Without text where it was told in a way that cannot be read. */
  | { kind: 'thought'; text: string }
  | { kind: 'call'; name: string; id?: string; asks?: boolean; args: unknown }
  | { kind: 'result'; name?: string; id?: string; failed: boolean; parts: readonly Part[] }
  | { kind: 'media'; of: string; title?: string; where?: string; size?: number; parts: Part[] }
  | { kind: 'source'; title?: string; where?: string; quote?: string }
  /** JSON that was meant to be read as such. */
  | { kind: 'data'; value: unknown }
  /** What nothing here knows, by the type that it says it is of. */
  | { kind: 'other'; label?: string; value: unknown }

/** How what lies within a piece is read. */
export interface Within {
  /** The reader is for pieces that need not say of what type they are. */
  parts: (content: unknown, reader?: Reader) => Part[]
  /** Whether it is a piece of a message, and not any other object. */
  knows: (value: unknown) => boolean
}

/** A piece in which each field is read at most once, so that none is shown twice and none is lost. */
export interface Piece extends Within {
  fields: Fields
  /** The first of these fields that holds a text. */
  text: (...names: readonly string[]) => string | undefined
  /** The first of these fields that says something. */
  take: (...names: readonly string[]) => unknown
  /** The first of these fields that holds an object, which is read in its turn. */
  inside: (...names: readonly string[]) => Piece | null
  /** The objects of the list in this field. */
  each: (name: string) => readonly Piece[]
  /** What nobody has read, in the fields inside as well. */
  rest: () => Fields | null
}

/** Null where the piece turns out to be something else; it is then shown as it was sent. */
export type Reader = (piece: Piece, type: string) => Part | Part[] | null

export function pieceOf(fields: Fields, inner: Within): Piece {
  const read = new Set<string>()
  const within = new Map<string, () => unknown>()
  const first = (names: readonly string[], fits: (value: unknown) => boolean) =>
    names.find((name) => !read.has(name) && !within.has(name) && fits(fields[name]))
  const take = (name: string | undefined) => {
    if (name === undefined) return undefined
    read.add(name)
    return fields[name]
  }
  return {
    ...inner,
    fields,
    text: (...names) => {
      const text = take(first(names, (value) => typeof value === 'string' && value !== ''))
      return (text ?? take(first(names, (value) => value === ''))) as string | undefined
    },
    take: (...names) => take(first(names, (value) => !isEmpty(value))),
    inside: (...names) => {
      const name = first(names, isFields)
      if (name === undefined) return null
      const piece = pieceOf(fields[name] as Fields, inner)
      within.set(name, piece.rest)
      return piece
    },
    each: (name) => {
      if (first([name], Array.isArray) === undefined) return []
      const list = fields[name] as readonly unknown[]
      const pieces = list.map((item) => (isFields(item) ? pieceOf(item, inner) : null))
      within.set(name, () =>
        pieces
          .map((piece, at) => (piece ? piece.rest() : list[at]))
          .filter((left) => !isEmpty(left)),
      )
      return pieces.filter((piece) => piece !== null)
    },
    rest: () => {
      const left = Object.entries(fields)
        .filter(([name]) => !read.has(name))
        .map(([name, value]) => [name, within.has(name) ? within.get(name)?.() : value] as const)
        .filter(([, value]) => !isEmpty(value))
      return left.length === 0 ? null : Object.fromEntries(left)
    },
  }
}
