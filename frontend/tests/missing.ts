// What a conversation, as it is shown, no longer has of what was sent.
import { isBranch, readJson } from '../src/parts/content/fields'
import { conversationOf, type Message } from '../src/parts/content/messages'
import type { Part } from '../src/parts/content/part'

const TYPE_NAMES = new Set(['type', 'part_kind', 'block_type', 'kind'])
/** What the tests make up begins with it, so that no type that is known does. */
export const MARK = '¶'

/** Every text, number and boolean; types that are known are shown by how the piece looks. */
function leavesOf(given: unknown, name = ''): string[] {
  const value = readJson(given)
  if (isBranch(value)) {
    return Object.entries(value).flatMap(([inner, one]) => leavesOf(one, inner))
  }
  if (value === null || value === undefined || value === '') return []
  const text = String(value)
  // Gemini's way to say that a text is a thought.
  if (name === 'thought' && value === true) return []
  return TYPE_NAMES.has(name) && !text.startsWith(MARK) ? [] : [text]
}

function shown(messages: readonly Message[], rest: unknown): string[] {
  return [
    ...messages.flatMap((message) => [
      message.role,
      message.name ?? '',
      ...message.parts.flatMap(shownOf),
      ...everything(message.rest),
    ]),
    ...everything(rest),
  ]
}

function shownOf({ rest, ...part }: Part): string[] {
  const { parts = [], ...own } = part as typeof part & { parts?: readonly Part[] }
  return [...everything(own), ...parts.flatMap(shownOf), ...everything(rest)]
}

function everything(value: unknown): string[] {
  return isBranch(value) ? Object.values(value).flatMap(everything) : [String(value)]
}

export function missingFrom(value: unknown): string[] {
  const found = conversationOf(value)
  if (!found) return leavesOf(value)
  const all = shown(found.messages, found.rest)
  const exactly = new Set(all)
  const read = new Set(all.flatMap((text) => leavesOf(text)))
  return leavesOf(value).filter(
    (leaf) => !exactly.has(leaf) && !read.has(leaf) && !all.some((text) => text.includes(leaf)),
  )
}
