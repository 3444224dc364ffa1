// JSON that applications sent: told apart from text, looked into, written out.
import { parseJson, writeJson } from '../../api/json'

export type Fields = Record<string, unknown>

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Names with blanks between them. */
export function namesIn(text: string): string[] {
  return text.trim().split(/\s+/)
}

/** A string that holds a JSON object or list, read; anything else as it is. */
export function readJson(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value
  try {
    return parseJson(value)
  } catch {
    return value
  }
}

/** Whether there is nothing in it that could be shown. */
export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true
  return isBranch(value) && Object.keys(value).length === 0
}

/** Both in one, or beside each other where they have a name in common. */
export function joined(outer: Fields, inner: Fields | null | undefined): Fields {
  if (!inner) return outer
  const clash = Object.keys(inner).some((name) => Object.hasOwn(outer, name))
  return clash ? { outer, inner } : { ...outer, ...inner }
}

export function isBranch(value: unknown): value is Fields | readonly unknown[] {
  return typeof value === 'object' && value !== null
}

/** How many levels can be open at once while no more than `most` lines are drawn, `each` of a branch. */
export function levelsWithin(value: unknown, most: number, each = Infinity): number {
  let lines = 0
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    const below = level.filter(isBranch).flatMap((branch) => Object.values(branch).slice(0, each))
    lines += below.length
    if (lines > most) return depth
    level = below
  }
  return Infinity
}

const PLAIN_NAME = /^[A-Za-z_$][\w$]*$/

/** `messages` + 0 -> `messages[0]`, as programs write it. */
export function pathTo(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`
  if (!PLAIN_NAME.test(key)) return `${path}[${JSON.stringify(key)}]`
  return path === '' ? key : `${path}.${key}`
}

/** As somebody would paste it elsewhere: a text bare, the rest as JSON. */
export function toText(value: unknown): string {
  return typeof value === 'string' ? value : writeJson(value, 2)
}
