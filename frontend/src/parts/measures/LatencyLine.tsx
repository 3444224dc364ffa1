// How long traces took.
import { graphql } from '../../generated'
import type { LatencyFragment } from '../../generated/graphql'
import { Facts } from '../Facts'
import { Duration } from '../Figures'

export const LatencyFragmentDocument = graphql(`
  fragment Latency on Latency {
    averageMs
    p50Ms
    p95Ms
    p99Ms
    isExact
  }
`)

export function LatencyLine({ latency }: { latency: LatencyFragment | null | undefined }) {
  if (!latency) return null
  return (
    <Facts
      label="Latency"
      of={[
        { name: 'Latency p50', fact: <Duration ms={latency.p50Ms} /> },
        { name: 'p95', fact: <Duration ms={latency.p95Ms} /> },
        { name: 'p99', fact: <Duration ms={latency.p99Ms} /> },
        { name: 'Mean', fact: <Duration ms={latency.averageMs} /> },
        // Of many traces of everybody: see Overview.latency.
        {
          name: 'Percentiles',
          fact: !latency.isExact && '±1%',
          hint: 'Counted in ranges. The mean is exact.',
        },
      ]}
    />
  )
}
