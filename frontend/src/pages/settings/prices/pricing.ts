// What a form about prices says.
import type { PricesFragment, SetPricesInput } from '../../../generated/graphql'
import { textIn } from '../../../parts/controls/Form'
import { isKnown, KINDS } from './kinds'

/** Said of kinds that have no field of their own. */
export const OTHER_KIND = 'other-kind'
export const OTHER_USD = 'other-usd'

/** What the form says; the prices that are left empty are not among it. */
export function inputOf(form: FormData, of?: PricesFragment): SetPricesInput {
  const known = KINDS.map(([kind]) => ({ kind, usdPerMillionTokens: textIn(form, kind) }))
  const usd = form.getAll(OTHER_USD).map(String)
  const others = form.getAll(OTHER_KIND).map((kind, place) => ({
    kind: String(kind).trim(),
    usdPerMillionTokens: usd[place] ?? '',
  }))
  const day = textIn(form, 'from')
  return {
    modelPattern: of?.modelPattern ?? textIn(form, 'pattern'),
    from: of ? of.from : day === '' ? null : `${day}T00:00:00Z`,
    prices: [...known, ...others].filter((price) => price.usdPerMillionTokens !== ''),
  }
}

/** Of a kind that is still to be named. */
export const NO_PRICE = { kind: '', usdPerMillionTokens: '' }

/** The kinds that have no field of their own, and one more that may be named. */
export function othersOf(of?: PricesFragment) {
  return [...(of?.prices ?? []).filter(({ kind }) => !isKnown(kind)), NO_PRICE]
}

/** Of a price for a million tokens, that of a thousand: exactly, whatever its digits. */
export function perThousand(usdPerMillion: string): string {
  return `${usdPerMillion.includes('e') ? String(Number(usdPerMillion)) : usdPerMillion}e-3`
}
