// What a form about prices says.
import type { PricesFragment, SetPricesInput } from '../../../generated/graphql'
import { isKnown, KINDS } from './kinds'

/** Said of kinds that have no field of their own. */
export const OTHER_KIND = 'other-kind'
export const OTHER_USD = 'other-usd'

/** What the form says; the prices that are left empty are not among it. */
export function inputOf(form: FormData, of?: PricesFragment): SetPricesInput {
  const typed = (name: string) => String(form.get(name) ?? '').trim()
  const known = KINDS.map(([kind]) => ({ kind, usdPerMillionTokens: typed(kind) }))
  const usd = form.getAll(OTHER_USD).map(String)
  const others = form.getAll(OTHER_KIND).map((kind, place) => ({
    kind: String(kind).trim(),
    usdPerMillionTokens: usd[place] ?? '',
  }))
  const day = typed('from')
  return {
    modelPattern: of?.modelPattern ?? typed('pattern'),
    from: of ? of.from : day === '' ? null : `${day}T00:00:00Z`,
    prices: [...known, ...others].filter((price) => price.usdPerMillionTokens !== ''),
  }
}

export interface OtherPrice {
  id: number
  kind: string
  usd: string
}

let lastId = 0

/** One of a kind that is still to be named, unless it is told. */
export function otherPrice(kind = '', usd = ''): OtherPrice {
  lastId += 1
  return { id: lastId, kind, usd }
}

/** The kinds that have no field of their own, and one more that may be named. */
export function othersOf(of?: PricesFragment): OtherPrice[] {
  const others = (of?.prices ?? [])
    .filter(({ kind }) => !isKnown(kind))
    .map(({ kind, usdPerMillionTokens }) => otherPrice(kind, usdPerMillionTokens))
  return [...others, otherPrice()]
}

/** Of a price for a million tokens, that of a thousand: exactly, whatever its digits. */
export function perThousand(usdPerMillion: string): string {
  return `${usdPerMillion.includes('e') ? String(Number(usdPerMillion)) : usdPerMillion}e-3`
}
