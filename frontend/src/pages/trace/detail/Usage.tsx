// Tokens and cost of a span by kind, as its sender named the kinds.
import type { ReactNode } from 'react'
import { writeJson } from '../../../api/json'
import * as format from '../../../format'
import { type Fields, isFields } from '../../../parts/content/fields'
import { Money } from '../../../parts/Figures'
import { Shortened } from '../../../parts/Shortened'

interface UsageProps {
  span: { usageDetails?: unknown; costDetails?: unknown }
}

/** It comes last, however many there are before it. */
const TOTAL = 'total'

export function Usage({ span: { usageDetails, costDetails } }: UsageProps) {
  const tokens = isFields(usageDetails) ? usageDetails : {}
  const costs = isFields(costDetails) ? costDetails : {}
  const kinds = [...new Set([...Object.keys(tokens), ...Object.keys(costs)])].toSorted()
  if (kinds.length === 0) return null
  const parts = kinds.filter((kind) => kind !== TOTAL)
  const total = kinds.filter((kind) => kind === TOTAL)
  return (
    <section className="named" aria-label="Usage and cost">
      <h3>Usage and cost</h3>
      <Shortened of={parts} noun="kind">
        {(shown) => <Kinds kinds={[...shown, ...total]} tokens={tokens} costs={costs} />}
      </Shortened>
    </section>
  )
}

interface KindsProps {
  kinds: readonly string[]
  tokens: Fields
  costs: Fields
}

function Kinds({ kinds, tokens, costs }: KindsProps) {
  return (
    <div className="usage">
      <table>
        <thead>
          <tr>
            <th>Kind</th>
            <th className="number">Tokens</th>
            <th className="number">Cost</th>
          </tr>
        </thead>
        <tbody>
          {kinds.map((kind) => (
            <tr key={kind}>
              <th scope="row">{kind.replaceAll('_', ' ')}</th>
              <td className="number">{amount(tokens[kind], format.decimal)}</td>
              <td className="number">
                {amount(costs[kind], (of) => (
                  <Money of={of} />
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What is no number is shown as it came. */
function amount(value: unknown, draw: (decimal: string) => ReactNode) {
  if (value === undefined || value === null) return null
  if (typeof value === 'object' || typeof value === 'boolean') return writeJson(value)
  const decimal = String(value)
  return Number.isFinite(Number(decimal)) ? draw(decimal) : decimal
}
