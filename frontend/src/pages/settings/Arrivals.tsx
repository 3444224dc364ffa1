// What arrived within the last hour, minute by minute.
import * as format from '../../format'
import { graphql } from '../../generated'
import type { CountsFragment, SettingsQuery } from '../../generated/graphql'
import { Chart } from '../../parts/charts/Chart'
import { Facts } from '../../parts/Facts'
import { Count, Errors } from '../../parts/Figures'

export const CountsFragmentDocument = graphql(`
  fragment Counts on ArrivalCounts {
    requestCount
    refusedRequestCount
    spanCount
    refusedSpanCount
    eventCount
    refusedEventCount
  }
`)

interface Counted {
  name: string
  of: (counts: CountsFragment) => format.Amount
}

const TAKEN: readonly Counted[] = [
  { name: 'Spans', of: (counts) => counts.spanCount },
  { name: 'Events', of: (counts) => counts.eventCount },
]
/** Drawn only where there are any. */
const REFUSED: readonly Counted[] = [
  { name: 'Refused spans', of: (counts) => counts.refusedSpanCount },
  { name: 'Refused events', of: (counts) => counts.refusedEventCount },
  { name: 'Refused requests', of: (counts) => counts.refusedRequestCount },
]

const WHOLE = { write: format.compact, exactly: format.count, whole: true }

export function Arrivals({ arrivals }: { arrivals: SettingsQuery['project']['arrivals'] }) {
  const { total, minutes } = arrivals
  const drawn = [...TAKEN, ...REFUSED.filter(({ of }) => of(total) > 0)]
  return (
    <section className="card measures">
      <h2>What arrives</h2>
      <Facts
        label="Within the last hour"
        of={[
          { name: 'Requests', fact: <Count of={total.requestCount} /> },
          ...TAKEN.map(({ name, of }) => ({ name, fact: <Count of={of(total)} /> })),
          ...REFUSED.map(({ name, of }) => ({ name, fact: <Errors of={of(total)} /> })),
        ]}
      />
      <Chart
        title="By the minute, within the last hour"
        points={minutes.map(({ at }) => at)}
        series={drawn.map(({ name, of }) => ({
          name,
          values: minutes.map(({ counts }) => Number(of(counts))),
        }))}
        interval="MINUTE"
        measure={WHOLE}
        compact
      />
    </section>
  )
}
