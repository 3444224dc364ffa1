// Search parameters as text and back. They are flat strings, so an address can be read aloud.
import * as v from 'valibot'

export type Flat = Record<string, string | undefined>

/** `?a=1&b=2` -> `{ a: '1', b: '2' }`; of a name given twice, the last counts. */
export function parseSearch(text: string): Flat {
  return Object.fromEntries(new URLSearchParams(text))
}

/** The other way round; what is undefined or empty is left out. */
export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    if (typeof value === 'string' && value !== '') params.set(name, value)
  }
  // A comma, a colon, a slash and @ mean nothing in a query: they stay readable.
  const text = params
    .toString()
    .replace(/%2C/g, ',')
    .replace(/%3A/g, ':')
    .replace(/%2F/g, '/')
    .replace(/%40/g, '@')
  return text === '' ? '' : `?${text}`
}

/** What the address of a page that has this schema says. */
export function readSearch<S extends v.GenericSchema>(schema: S, text: string): v.InferOutput<S> {
  return v.parse(schema, parseSearch(text))
}

/** Of a search only the parameters that are declared here. */
export function pick<S extends object, P extends object>(
  params: P,
  search: S,
): Pick<S, keyof P & keyof S> {
  const names = Object.keys(params) as (keyof P & keyof S)[]
  const picked = names.map((name) => [name, search[name]] as const)
  return Object.fromEntries(picked) as Pick<S, keyof P & keyof S>
}

/** As it is where it is not encoded as it should be. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
