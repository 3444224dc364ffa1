// Properties of a user as rows to edit: what is no text is written as JSON.
import { parseJson, writeJson } from '../../../api/json'

export interface Property {
  name: string
  text: string
}

export type Read = { properties: Record<string, unknown> } | { wrong: string; row: number }

export function propertiesAsText(properties: unknown): Property[] {
  return Object.entries((properties ?? {}) as Record<string, unknown>).map(([name, value]) => ({
    name,
    text: typeof value === 'string' && isPlain(value) ? value : writeJson(value),
  }))
}

/** What begins so is meant as JSON. */
const OPENS = /^[[{"]/

/** Whether a text would be read back as the same text. */
function isPlain(text: string): boolean {
  return text !== '' && text === text.trim() && !OPENS.test(text) && valueOf(text) === text
}

/** Numbers, true, false, null, objects, lists and quoted texts are JSON; all else is text. */
function valueOf(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return text
  }
}

export function readProperties(rows: readonly Property[]): Read {
  const properties = new Map<string, unknown>()
  for (const [row, { name: typed, text: given }] of rows.entries()) {
    const name = typed.trim()
    const text = given.trim()
    if (name === '' && text === '') continue
    if (name === '') return { wrong: 'This property has no name.', row }
    if (properties.has(name)) return { wrong: `Two properties are called “${name}”.`, row }
    if (text === '') return { wrong: `“${name}” has no value. An empty text is "".`, row }
    const value = valueOf(text)
    if (value === text && OPENS.test(text)) {
      return { wrong: `“${name}” begins as JSON does, but cannot be read as such.`, row }
    }
    properties.set(name, value)
  }
  return { properties: Object.fromEntries(properties) }
}
