// What a span and all that is below it took together. The server sums up traces, not parts of one.
import type { Amount } from '../../../format'
import type { TreeRow, TreeSpan } from './tree'

export interface Amounts extends TreeSpan {
  totalTokens: Amount
  costUsd: string
  level: string
  /** Spans below say them already. */
  repeatsTokens: boolean
  repeatsCost: boolean
}

export interface Sums {
  totalTokens: Amount
  costUsd: string
  /** Of what is below, itself left out. */
  errorsBelow: number
}

/** Money is summed up in whole units of this many decimals, so that nothing is rounded. */
const DECIMALS = 30

/** In the order of the rows. */
export function sumsOf(rows: readonly TreeRow<Amounts>[]): Sums[] {
  const tokens = rows.map(({ span }) => (span.repeatsTokens ? 0n : BigInt(span.totalTokens)))
  const costs = rows.map(({ span }) => (span.repeatsCost ? 0n : unitsOf(span.costUsd)))
  const errors = rows.map(() => 0)
  // Children come after their parents.
  for (let at = rows.length - 1; at > 0; at -= 1) {
    const row = rows[at]
    if (!row || row.parent < 0) continue
    const { parent } = row
    tokens[parent] = (tokens[parent] ?? 0n) + (tokens[at] ?? 0n)
    costs[parent] = (costs[parent] ?? 0n) + (costs[at] ?? 0n)
    errors[parent] =
      (errors[parent] ?? 0) + (errors[at] ?? 0) + (row.span.level === 'ERROR' ? 1 : 0)
  }
  return rows.map((_, at) => ({
    totalTokens: amountOf(tokens[at] ?? 0n),
    costUsd: decimalOf(costs[at] ?? 0n),
    errorsBelow: errors[at] ?? 0,
  }))
}

/** A number where it loses no digits, as the server's counts are. */
function amountOf(count: bigint): Amount {
  return count <= Number.MAX_SAFE_INTEGER ? Number(count) : count
}

function unitsOf(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.')
  return BigInt(whole + fraction.padEnd(DECIMALS, '0').slice(0, DECIMALS))
}

function decimalOf(units: bigint): string {
  const digits = String(units < 0n ? -units : units).padStart(DECIMALS + 1, '0')
  const fraction = digits.slice(-DECIMALS).replace(/0+$/, '')
  const whole = digits.slice(0, -DECIMALS)
  return `${units < 0n ? '-' : ''}${whole}${fraction && `.${fraction}`}`
}
