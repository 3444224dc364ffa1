// How feedback of one name went over time: its mean, or how often it was given where it has none.
import * as format from '../../format'
import { graphql } from '../../generated'
import type { FeedbackOverTimeFragment } from '../../generated/graphql'
import { useNow } from '../../hooks/clock'
import { Values } from '../charts/Chart'
import { lastIsOpen } from '../charts/openPoint'
import { Sparkline, Trend } from '../charts/Sparkline'
import { MAX_LISTED, Shortened } from '../Shortened'

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

interface FeedbackTrendProps {
  trend: FeedbackOverTimeFragment | undefined
  interval: format.IntervalName
}

export function FeedbackTrend({ trend, interval }: FeedbackTrendProps) {
  const now = useNow()
  if (!trend) return null
  if (!hasMean(trend)) {
    const open = lastIsOpen(trend.activity, interval, now)
    return <Sparkline values={countsOf(trend)} noun="time" open={open} />
  }
  const values = meansOf(trend)
  const known = values.filter((value) => value !== null)
  const [first, last] = [known[0], known.at(-1)]
  if (first === undefined || last === undefined) return null
  const write = writeOf(trend)
  const label = `${meanWord(trend)} from ${write(first)} to ${write(last)}`
  return <Trend values={values} label={label} />
}

function countsOf({ activity }: FeedbackOverTimeFragment): number[] {
  return activity.map(({ count }) => Number(count))
}

function meansOf({ activity }: FeedbackOverTimeFragment): (number | null)[] {
  return activity.map(({ average }) => average ?? null)
}

function percentsOf(trend: FeedbackOverTimeFragment): (number | null)[] {
  // 0.07 * 100 is more than 7.
  return meansOf(trend).map((share) => share && Number((share * 100).toPrecision(15)))
}

function isYesNo({ dataType }: FeedbackOverTimeFragment): boolean {
  return dataType === 'BOOLEAN'
}

function meanWord(trend: FeedbackOverTimeFragment): string {
  return isYesNo(trend) ? 'Share of yes' : 'Average'
}

function writeOf(trend: FeedbackOverTimeFragment): (value: number) => string {
  return isYesNo(trend) ? format.percent : format.average
}

const MEANS = { write: format.number, exactly: format.exact }

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
      <Shortened of={trends} noun="kind of feedback" nouns="kinds of feedback" end={MAX_LISTED}>
        {(shown) => (
          <Values
            title="Feedback over time"
            points={first.activity.map(({ at }) => at)}
            series={shown.map((trend) =>
              hasMean(trend)
                ? isYesNo(trend)
                  ? { name: `${trend.name}, % yes`, values: percentsOf(trend) }
                  : { name: `${trend.name}, average`, values: meansOf(trend) }
                : { name: `${trend.name}, given`, values: countsOf(trend) },
            )}
            interval={interval}
            measure={MEANS}
          />
        )}
      </Shortened>
    </details>
  )
}
