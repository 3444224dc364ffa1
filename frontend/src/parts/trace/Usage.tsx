// Tokens and cost of a span by kind, as its sender named the kinds.
import type { ReactNode } from 'react'
import { isFields } from '../content/fields'
import { Count, Money } from '../Figures'

interface UsageProps {
  span: { usageDetails?: unknown; costDetails?: unknown }
}

export function Usage({ span: { usageDetails, costDetails } }: UsageProps) {
  const tokens = isFields(usageDetails) ? usageDetails : {}
  const costs = isFields(costDetails) ? costDetails : {}
  const kinds = [...new Set([...Object.keys(tokens), ...Object.keys(costs)])].toSorted(totalLast)
  if (kinds.length === 0) return null
  return (
    <section className="named" aria-label="Usage and cost">
      <h3>Usage and cost</h3>
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
                <td className="number">
                  {amount(tokens[kind], (of) => (
                    <Count of={Number(of)} />
                  ))}
                </td>
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
    </section>
  )
}

function totalLast(one: string, other: string): number {
  return Number(one === 'total') - Number(other === 'total') || (one < other ? -1 : 1)
}

/** What is no number is shown as it came. */
function amount(value: unknown, draw: (decimal: string) => ReactNode) {
  if (value === undefined || value === null) return null
  if (typeof value !== 'number' && typeof value !== 'string') return JSON.stringify(value)
  const decimal = String(value)
  return Number.isFinite(Number(decimal)) ? draw(decimal) : decimal
}
