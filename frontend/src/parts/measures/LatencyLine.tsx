import { graphql } from '../../generated'
// How long traces took.
import type { LatencyFragment } from '../../generated/graphql'
import { Fact } from '../Fact'
import { Duration } from '../Figures'

export const LatencyFragmentDocument = graphql(`
  fragment Latency on Latency {
    averageMs
    p50Ms
    p95Ms
    p99Ms
  }
`)

const SHARES = [
  ['Half within', 'p50Ms'],
  ['95% within', 'p95Ms'],
  ['99% within', 'p99Ms'],
  ['On average', 'averageMs'],
] as const

export function LatencyLine({ latency }: { latency: LatencyFragment | null | undefined }) {
  if (!latency) return null
  return (
    <dl className="line" aria-label="How long traces took">
      {SHARES.map(([name, of]) => (
        <Fact key={name} name={name}>
          <Duration ms={latency[of]} />
        </Fact>
      ))}
    </dl>
  )
}
