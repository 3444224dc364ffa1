// Users who moved more than others, and new ones who never came back; each leads to the user.
import { Link } from '@tanstack/react-router'
import * as format from '../format'
import { graphql } from '../generated'
import type { WorthALookKind, WorthALookQuery } from '../generated/graphql'
import { useAnswer } from '../graphql'
import { resolve } from '../period'
import type { PeriodSearch } from '../urls'
import { Show, Skeleton } from './Answer'

// A question of its own: it takes longer than the sums, which must not wait for it.
const WorthALookDocument = graphql(`
  query WorthALook($period: Period, $environments: [String!]) {
    overview(period: $period, environments: $environments) {
      worthALook(first: 5) {
        kind
        user {
          userId
        }
        name
        before
        after
      }
    }
  }
`)

type Found = WorthALookQuery['overview']['worthALook'][number]

const KINDS: Record<WorthALookKind, { title: string; says: (found: Found) => string }> = {
  COST_JUMPED: {
    title: 'Cost jumped',
    says: (found) => `’s cost rose ${moved(found, format.money)}`,
  },
  TOKENS_JUMPED: {
    title: 'Tokens jumped',
    says: (found) => ` used more tokens: ${moved(found, compact)}`,
  },
  ERRORS_ROSE: {
    title: 'Errors rose',
    says: (found) => `’s errors rose ${moved(found, compact)}`,
  },
  FEEDBACK_FELL: {
    title: 'Feedback fell',
    says: ({ name, before, after }) =>
      `’s ${name ?? 'feedback'} fell from ${average(before)} to ${average(after)}`,
  },
  NEVER_CAME_BACK: {
    title: 'Never came back',
    says: ({ before }) => ` left after ${format.plural(Number(before), 'trace')}`,
  },
}

function compact(value: string): string {
  return format.compact(Number(value))
}

function average(value: string): string {
  return format.average(Number(value))
}

/** "from $1.20 to $8.40 (×7)" */
function moved({ before, after }: Found, write: (value: string) => string): string {
  const times = format.factor(Number(after), Number(before))
  return `from ${write(before)} to ${write(after)}${times === null ? '' : ` (${times})`}`
}

interface WorthALookProps {
  period: PeriodSearch
  environment: string | undefined
}

export function WorthALook({ period, environment }: WorthALookProps) {
  const { period: preset, from, to } = period
  const answer = useAnswer(WorthALookDocument, {
    view: { period: preset, from, to, environment },
    variables: (view, now) => ({
      period: resolve(view, now).period,
      environments: view.environment === undefined ? undefined : [view.environment],
    }),
  })
  return (
    <section className="card worth-a-look">
      <h2>Worth a look</h2>
      <Show answer={answer} skeleton={<Skeleton rows={4} />}>
        {({ overview }) =>
          overview.worthALook.length === 0 ? (
            <p className="faint">
              Nobody in this period. Here you find users whose cost, tokens or errors jumped or
              whose feedback fell since the period before, and new users who never came back.
            </p>
          ) : (
            <Kinds all={overview.worthALook} search={{ period: preset, from, to }} />
          )
        }
      </Show>
    </section>
  )
}

function Kinds({ all, search }: { all: readonly Found[]; search: PeriodSearch }) {
  const kinds = [...new Set(all.map(({ kind }) => kind))]
  return (
    <div className="kinds">
      {kinds.map((kind) => (
        <section key={kind}>
          <h3>{KINDS[kind].title}</h3>
          <ul>
            {all
              .filter((found) => found.kind === kind)
              .map((found) => (
                <li key={`${found.user.userId} ${found.name}`}>
                  <Link to="/users/$userId" params={{ userId: found.user.userId }} search={search}>
                    <strong>{found.user.userId}</strong>
                    {KINDS[kind].says(found)}
                  </Link>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
