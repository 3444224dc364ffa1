// Where a model has something from: a page, a file, a passage.
import { namesIn } from '../fields'
import type { Part, Piece, Reader } from '../part'

const WITHIN = namesIn(`
  url_citation file_citation file_path container_file_citation source web retrievedContext
  document location
`)

/** What was found or fetched there may come with it. */
export const source: Reader = (piece) => {
  const found = sourceOf(piece)
  return found && [found, ...piece.parts(piece.take('content'))]
}

function sourceOf(piece: Piece): Part | null {
  const inner = piece.inside(...WITHIN)
  const deeper = inner?.inside(...WITHIN)
  const all = [deeper, inner, piece].filter((one) => !!one)
  const pick = (...names: string[]) => firstOf(all, names)
  const where = pick('url', 'uri', 'link', 'source')
  const title = pick('title', 'document_title', 'documentTitle', 'filename', 'name', 'file_id')
  if (where === undefined && title === undefined) return null
  const quote = pick('cited_text', 'cited_content', 'snippet', 'quote', 'text', 'page_content')
  return { kind: 'source', title, where, quote }
}

/** The first of these fields that one of the pieces has as a text. */
export function firstOf(pieces: readonly Piece[], names: readonly string[]): string | undefined {
  for (const piece of pieces) {
    const found = piece.text(...names)
    if (found) return found
  }
  return undefined
}

const LISTS = ['annotations', 'citations', 'search_results', 'sources', 'documents']

/** Those that a piece or message names beside its text. What is no source stays unread. */
export function citations(piece: Piece): Part[] {
  const lists = [piece.inside('groundingMetadata', 'grounding_metadata'), piece]
  return lists.flatMap((holder) => {
    if (!holder) return []
    const names = [...LISTS, 'groundingChunks', 'grounding_chunks']
    return names.flatMap((name) => addresses(holder, name) ?? holder.each(name).flatMap(sourcesOf))
  })
}

/** Cohere names several of one passage. */
function sourcesOf(piece: Piece): Part[] {
  const own = sourceOf(piece)
  return own ? [own] : piece.each('sources').flatMap(sourcesOf)
}

/** Perplexity lists addresses alone. */
function addresses(piece: Piece, name: string): Part[] | null {
  const list = piece.fields[name]
  if (!Array.isArray(list) || list.length === 0) return null
  if (!list.every((item): item is string => typeof item === 'string')) return null
  piece.take(name)
  return list.map((where) => ({ kind: 'source', where }))
}
