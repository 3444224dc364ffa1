// A measure of a user over time, divided by model or by environment.
import { type Answer, useAnswer } from '../../../api/answers'
import { graphql } from '../../../generated'
import { useNow } from '../../../hooks/clock'
import { Show } from '../../../parts/Answer'
import { Chart, type ChartProps } from '../../../parts/charts/Chart'
import type { definitionsWith } from '../../../parts/measures/measures'
import type { Measure } from '../../../urls'
import { type PeriodView, resolve } from '../../../urls/resolvePeriod'
import type { Split } from '../../../urls/user'
import { useAddress } from '../address'
import { OF_MODEL, type Part, seriesOf } from './split'

const UserByModelDocument = graphql(`
  query UserByModel($userId: String!, $drawn: Period, $interval: Interval!) {
    user(userId: $userId) {
      parts: activityByModel(period: $drawn, interval: $interval) {
        name: model
        points {
          at
          totalTokens
          costUsd
        }
      }
    }
  }
`)

const UserByEnvironmentDocument = graphql(`
  query UserByEnvironment($userId: String!, $drawn: Period, $interval: Interval!) {
    user(userId: $userId) {
      parts: activityByEnvironment(period: $drawn, interval: $interval) {
        name: environment
        points {
          at
          metrics {
            ...Sums
            feedback {
              ...FeedbackFigures
            }
          }
        }
      }
    }
  }
`)

interface SplitChartProps extends Pick<ChartProps, 'onZoom'> {
  measure: Measure
  definitions: ReturnType<typeof definitionsWith>
  period: PeriodView
}

export function SplitChart({ split, ...props }: SplitChartProps & { split: Split }) {
  return split === 'model' ? <ByModel {...props} /> : <ByEnvironment {...props} />
}

function useQuestion(period: PeriodView) {
  const { userId } = useAddress()
  return {
    view: period,
    subject: userId,
    variables: (view: PeriodView, now: number) => {
      const { drawn, interval } = resolve(view, now)
      return { userId, drawn, interval }
    },
  }
}

function ByModel(props: SplitChartProps) {
  const answer = useAnswer(UserByModelDocument, useQuestion(props.period))
  const of = OF_MODEL[props.measure] ?? (() => null)
  return <Divided {...props} by="model" answer={answer} of={of} />
}

function ByEnvironment(props: SplitChartProps) {
  const answer = useAnswer(UserByEnvironmentDocument, useQuestion(props.period))
  return (
    <Divided {...props} by="environment" answer={answer} of={props.definitions[props.measure].of} />
  )
}

interface DividedProps<Point> extends SplitChartProps {
  by: Split
  answer: Answer<{ user: { parts: readonly Part<Point>[] } | null }>
  of: (point: Point) => number | null
}

function Divided<Point extends { at: string }>(props: DividedProps<Point>) {
  const { by, answer, of, measure, definitions, period, onZoom } = props
  const definition = definitions[measure]
  const { interval } = resolve(period, useNow())
  return (
    <Show answer={answer} skeleton={<div className="plot blank" />}>
      {({ user }) => {
        const { parts } = user ?? { parts: [] }
        const series = seriesOf(parts, of, definition.line)
        if (series.length === 0) return <p className="faint">No {by} in this period.</p>
        const alone = series.length === 1 ? `, all of ${series[0]?.name}` : ''
        return (
          <Chart
            title={`${definition.name} by ${by}${alone}`}
            points={parts[0]?.points.map(({ at }) => at) ?? []}
            series={series}
            interval={interval}
            measure={definition}
            onZoom={onZoom}
          />
        )
      }}
    </Show>
  )
}
