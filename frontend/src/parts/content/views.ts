// How a value can be looked at, and how it is unless somebody chooses.
import type { View } from '../../urls/trace'
import { readJson } from './fields'
import { type Conversation, conversationOf } from './messages'

export interface Content {
  /** The value, JSON inside a text read. */
  value: unknown
  conversation: Conversation | null
  /** What suits best comes first. */
  views: readonly [View, ...View[]]
}

/** Longer ones are read as text: formatting takes longer the more there is. */
const MAX_MARKDOWN_LENGTH = 200_000
/** A heading, list, quote, fence, table, link, or words in bold or code. */
const MARKDOWN =
  /^(?:#{1,6} |[-*+] |\d{1,9}[.)] |> |```|~~~|\|.+\|\s*$)|\*\*[^*\s][^*]*\*\*|`[^`\n]+`|\[[^\]\n]+\]\([^)\s]+/m

export function contentOf(given: unknown): Content {
  const value = readJson(given)
  const conversation = conversationOf(value)
  if (conversation) return { value, conversation, views: ['chat', 'json', 'text'] }
  return { value, conversation, views: viewsOf(value) }
}

function viewsOf(value: unknown): Content['views'] {
  if (typeof value === 'object' && value !== null) return ['json', 'text']
  if (typeof value !== 'string' || value.length > MAX_MARKDOWN_LENGTH) return ['text']
  return MARKDOWN.test(value) ? ['markdown', 'text'] : ['text', 'markdown']
}

export function looksLikeMarkdown(text: string): boolean {
  return text.length <= MAX_MARKDOWN_LENGTH && MARKDOWN.test(text)
}
