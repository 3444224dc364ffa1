// JSON whose numbers keep their digits: whole ones beyond 2^53 are bigints, and what no number holds is text.

// Newer than the language that TypeScript is told of, and in every browser since 2025.
interface Source {
  source?: string
}
declare global {
  interface JSON {
    parse(
      text: string,
      reviver: (this: unknown, key: string, value: unknown, context: Source) => unknown,
    ): unknown
    rawJSON?: (text: string) => object
  }
}

/** Where none is found, every number is what it says: fewer digits always are. */
const LONG = /\d[\d.]{15}|\d[eE][+-]?\d{3}/
const WHOLE = /^-?\d+$/

/** Throws SyntaxError. */
export function parseJson(text: string): unknown {
  return LONG.test(text) ? JSON.parse(text, exact) : (JSON.parse(text) as unknown)
}

function exact(_: string, value: unknown, { source }: Source): unknown {
  if (typeof value !== 'number' || source === undefined || String(value) === source) return value
  if (WHOLE.test(source)) return Number.isSafeInteger(value) ? value : BigInt(source)
  return digitsOf(String(value)) === digitsOf(source) ? value : source
}

/** As `parseJson`, but with numbers that JSON.stringify writes as they came. */
export function parseToWrite(text: string): unknown {
  return JSON.parse(text, toWrite)
}

/** What `parseToWrite` does with each value. */
export function toWrite(_: string, value: unknown, context?: Source): unknown {
  const source = context?.source
  return typeof value === 'number' && source !== undefined ? raw(source, value) : value
}

/** Writes what `parseJson` read. */
export function writeJson(value: unknown, indent?: number): string {
  return JSON.stringify(
    value,
    (_, of: unknown) => (typeof of === 'bigint' ? raw(String(of), of) : of),
    indent,
  )
}

function raw(text: string, value: number | bigint): unknown {
  return JSON.rawJSON ? JSON.rawJSON(text) : Number(value)
}

/** The digits of a decimal without zeros around them: two that are so near differ in these alone. */
function digitsOf(decimal: string): string {
  return decimal.replace(/e.*/i, '').replace('.', '').replace(/^-?0*/, '').replace(/0+$/, '')
}
