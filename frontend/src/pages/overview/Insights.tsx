// Users who moved more than others, and new ones who never came back; each leads to the user.
import { Link } from '@tanstack/react-router'
import { useAnswer } from '../../api/answers'
import * as format from '../../format'
import { graphql } from '../../generated'
import type { InsightsQuery, WorthALookKind as InsightKind } from '../../generated/graphql'
import { Show, Skeleton } from '../../parts/Answer'
import { Figure } from '../../parts/Figures'
import { Id } from '../../parts/Id'
import type { PeriodSearch } from '../../urls'
import { resolve } from '../../urls/resolvePeriod'

// A question of its own: it takes longer than the sums, which must not wait for it.
const InsightsDocument = graphql(`
  query Insights($period: Period, $environments: [String!]) {
    overview(period: $period, environments: $environments) {
      insights(first: 5) {
        kind
        user {
          userId
          name
        }
        name
        dataType
        before
        after
      }
    }
  }
`)

type Insight = InsightsQuery['overview']['insights'][number]

interface Kind {
  title: string
  /** "from $1.20 to $8.40", as `write` has it or with every digit. */
  says: (insight: Insight, exactly: boolean) => string
  /** How far, in a word: "×7"; null where there is no such word. */
  factor: (insight: Insight) => string | null
}

type Write = (value: string) => string

const counted = {
  says: moved((value) => format.compact(Number(value)), format.decimal),
  factor: times,
}
const rated = moved((value) => format.average(Number(value)), format.decimal)
const shared = moved(
  (value) => format.percent(Number(value)),
  (value) => format.exactPercent(Number(value)),
)

const KINDS: Record<InsightKind, Kind> = {
  COST_JUMPED: {
    title: 'Cost jumped',
    says: moved(format.money, format.exactMoney),
    factor: times,
  },
  TOKENS_JUMPED: { title: 'Tokens jumped', ...counted },
  ERRORS_ROSE: { title: 'Errors rose', ...counted },
  FEEDBACK_FELL: {
    title: 'Feedback fell',
    says: (insight, exactly) => {
      const says = insight.dataType === 'BOOLEAN' ? shared : rated
      return `${insight.name ?? 'feedback'} ${says(insight, exactly)}`
    },
    factor: ({ dataType, before, after }) =>
      dataType === 'BOOLEAN' ? null : format.difference(Number(after), Number(before)),
  },
  NEVER_CAME_BACK: {
    title: 'Never came back',
    says: ({ before }) => `left after ${format.plural(Number(before), 'trace')}`,
    factor: () => null,
  },
}

function moved(shortly: Write, exactly: Write): Kind['says'] {
  return ({ before, after }, isExact) => {
    const write = isExact ? exactly : shortly
    return `from ${write(before)} to ${write(after)}`
  }
}

function times({ before, after }: Insight): string | null {
  return format.factor(Number(after), Number(before))
}

interface InsightsProps {
  period: PeriodSearch
  environment: string | undefined
}

export function Insights({ period, environment }: InsightsProps) {
  const { period: preset, from, to } = period
  const answer = useAnswer(InsightsDocument, {
    view: { period: preset, from, to, environment },
    variables: (view, now) => ({
      period: resolve(view, now).period,
      environments: view.environment === undefined ? undefined : [view.environment],
    }),
  })
  return (
    <section className="card insights">
      <h2>Worth a look</h2>
      <Show answer={answer} skeleton={<Skeleton rows={4} />}>
        {({ overview }) =>
          overview.insights.length === 0 ? (
            <p className="faint">
              Nobody in this period. Here you find users whose cost, tokens or errors jumped or
              whose feedback fell since the period before, and new users who never came back.
            </p>
          ) : (
            <Kinds all={overview.insights} search={{ period: preset, from, to }} />
          )
        }
      </Show>
    </section>
  )
}

function Kinds({ all, search }: { all: readonly Insight[]; search: PeriodSearch }) {
  const kinds = [...new Set(all.map(({ kind }) => kind))]
  return (
    <div className="kinds">
      {kinds.map((kind) => (
        <section key={kind}>
          <h3>{KINDS[kind].title}</h3>
          <ul>
            {all
              .filter((insight) => insight.kind === kind)
              .map((insight) => (
                <li key={`${insight.user.userId} ${insight.name}`}>
                  <Row insight={insight} search={search} />
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function Row({ insight, search }: { insight: Insight; search: PeriodSearch }) {
  const { userId, name } = insight.user
  const { says, factor } = KINDS[insight.kind]
  return (
    <Link to="/users/$userId" params={{ userId }} search={search} className="found">
      <strong title={userId}>{name ?? <Id of={userId} />}</strong> <span>{factor(insight)}</span>{' '}
      <small>
        <Figure text={says(insight, false)} exact={says(insight, true)} />
      </small>
    </Link>
  )
}
