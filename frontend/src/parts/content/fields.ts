// JSON that applications sent: told apart from text, looked into, written out.
import { parseJson, writeJson } from '../../json'

export type Fields = Record<string, unknown>

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
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

/** The first of these fields that holds a text. */
export function textIn(fields: Fields, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = fields[name]
    if (typeof value === 'string') return value
  }
  return undefined
}

/** What is left without these fields and those that say nothing; null where nothing is. */
export function without(fields: Fields, names: ReadonlySet<string>): Fields | null {
  const left = Object.entries(fields).filter(
    ([name, value]) => !names.has(name) && value !== null && value !== undefined,
  )
  return left.length === 0 ? null : Object.fromEntries(left)
}

export function isBranch(value: unknown): value is Fields | readonly unknown[] {
  return typeof value === 'object' && value !== null
}

/** How many levels can be open at once while no more than `most` lines are drawn, `each` of a branch. */
export function levelsWithin(value: unknown, most: number, each: number): number {
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
export function written(value: unknown): string {
  return typeof value === 'string' ? value : writeJson(value, 2)
}
