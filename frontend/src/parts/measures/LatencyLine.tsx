// How long traces took.
import type { LatencyFragment } from '../../generated/graphql'
import { graphql } from '../../generated'
import { Took } from '../Figures'

export const LatencyFragmentDocument = graphql(`
  fragment Latency on Latency {
    averageMs
    p50Ms
    p95Ms
    p99Ms
  }
`)

export function LatencyLine({ latency }: { latency: LatencyFragment | null | undefined }) {
  if (!latency) return null
  return (
    <dl className="line" aria-label="How long traces took">
      <Part name="Half within" ms={latency.p50Ms} />
      <Part name="95% within" ms={latency.p95Ms} />
      <Part name="99% within" ms={latency.p99Ms} />
      <Part name="On average" ms={latency.averageMs} />
    </dl>
  )
}

function Part({ name, ms }: { name: string; ms: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <Took ms={ms} />
      </dd>
    </div>
  )
}
