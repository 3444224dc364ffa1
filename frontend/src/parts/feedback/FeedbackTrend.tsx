// How feedback of one name went over time: its mean, or how often it was given where it has none.
import * as format from '../../format'
import { graphql } from '../../generated'
import type { FeedbackOverTimeFragment } from '../../generated/graphql'
import { Values } from '../charts/Chart'
import { Sparkline, Trend } from '../charts/Sparkline'

export const FeedbackOverTimeFragmentDocument = graphql(`
  fragment FeedbackOverTime on FeedbackSummary {
    name
    dataType
    activity(interval: $interval) {
      at
      count
      average
    }
  }
`)

function hasMean({ dataType }: FeedbackOverTimeFragment): boolean {
  return dataType === 'NUMERIC' || dataType === 'BOOLEAN'
}

export function FeedbackTrend({ trend }: { trend: FeedbackOverTimeFragment | undefined }) {
  if (!trend) return null
  const { activity } = trend
  if (!hasMean(trend)) {
    return <Sparkline values={activity.map(({ count }) => count)} noun="answer" />
  }
  const values = meansOf(trend)
  const said = values.filter((value) => value !== null)
  const [first, last] = [said[0], said.at(-1)]
  if (first === undefined || last === undefined) return null
  const label = `Average from ${format.average(first)} to ${format.average(last)}`
  return <Trend values={values} label={label} />
}

function meansOf({ activity }: FeedbackOverTimeFragment): (number | null)[] {
  return activity.map(({ average }) => average ?? null)
}

interface TrendTableProps {
  trends: readonly FeedbackOverTimeFragment[]
  interval: format.IntervalName
}

export function TrendTable({ trends, interval }: TrendTableProps) {
  const [first] = trends
  if (!first) return null
  return (
    <details className="trend-table">
      <summary>Over time, as a table</summary>
      <Values
        title="Feedback over time"
        points={first.activity.map(({ at }) => at)}
        series={trends.map((trend) =>
          hasMean(trend)
            ? { name: `${trend.name}, average`, values: meansOf(trend) }
            : { name: `${trend.name}, given`, values: trend.activity.map(({ count }) => count) },
        )}
        interval={interval}
        write={format.number}
      />
    </details>
  )
}
