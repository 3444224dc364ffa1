// Which models a user asked, and what was said of the answers.
import { Link } from '@tanstack/react-router'
import { type Answer, useAnswer } from '../../../api/answers'
import { usePeriod } from '../../../api/project'
import * as format from '../../../format'
import { graphql } from '../../../generated'
import type { UserDetailsQuery } from '../../../generated/graphql'
import { useNow } from '../../../hooks/clock'
import { Show } from '../../../parts/Answer'
import { FeedbackSummaries } from '../../../parts/feedback/FeedbackSummaries'
import { TrendTable } from '../../../parts/feedback/FeedbackTrend'
import { FeedbackValue } from '../../../parts/feedback/FeedbackValue'
import { RelativeTime } from '../../../parts/Figures'
import { Models } from '../../../parts/measures/Models'
import { FIRST_PAGE } from '../../../urls'
import { resolve, sparkInterval } from '../../../urls/resolvePeriod'
import { useAddress } from '../address'

const UserDetailsDocument = graphql(`
  query UserDetails($userId: String!, $period: Period, $drawn: Period, $interval: Interval!) {
    user(userId: $userId) {
      models(period: $period) {
        ...Model
      }
      feedbackSummary(period: $period) {
        ...FeedbackByName
      }
      annotationSummary(period: $period) {
        ...FeedbackByName
      }
      trends: feedbackSummary(period: $drawn) {
        ...FeedbackOverTime
      }
      commented: feedback(
        first: 3
        period: $period
        filter: { hasComment: true, isAnnotation: false }
      ) {
        totalCount
        nodes {
          ...FeedbackRow
          trace {
            traceId
          }
        }
      }
    }
  }
`)

/** Asked once, however many parts of the page show some of it. */
export function useDetails(): Answer<UserDetailsQuery> {
  const { userId, search } = useAddress()
  return useAnswer(UserDetailsDocument, {
    view: usePeriod(search),
    subject: userId,
    variables: (view, at) => {
      const resolved = resolve(view, at)
      const { period, drawn } = resolved
      return { userId, period, drawn, interval: sparkInterval(resolved) }
    },
  })
}

export function UserDetails() {
  const { search } = useAddress()
  const interval = sparkInterval(resolve(usePeriod(search), useNow()))
  const answer = useDetails()
  return (
    <Show answer={answer} skeleton={<DetailsSkeleton />}>
      {({ user }) =>
        user && (
          <div className="columns">
            <div className="stack">
              <Models models={user.models} />
              <Comments of={user.commented} />
            </div>
            <FeedbackSummaries
              summaries={user.feedbackSummary}
              annotations={user.annotationSummary}
              trends={user.trends}
              interval={interval}
            >
              <TrendTable trends={user.trends} interval={interval} />
            </FeedbackSummaries>
          </div>
        )
      }
    </Show>
  )
}

type Commented = NonNullable<UserDetailsQuery['user']>['commented']

/** What somebody wrote along with feedback, the latest first. */
function Comments({ of: { nodes, totalCount } }: { of: Commented }) {
  const { change } = useAddress()
  if (nodes.length === 0) return null
  const showAll = () => change({ tab: 'feedback', feedbackComment: 'yes', ...FIRST_PAGE })
  return (
    <section className="card comments">
      <h2>Latest comments</h2>
      <ul>
        {nodes.map((given) => (
          <li key={given.feedbackId}>
            <blockquote>{given.comment}</blockquote>
            <small className="faint">
              {given.name} <FeedbackValue of={given} />, <RelativeTime at={given.createdAt} />
              {given.trace && (
                <>
                  {' · '}
                  <Link to="/traces/$traceId" params={{ traceId: given.trace.traceId }}>
                    Open the trace
                  </Link>
                </>
              )}
            </small>
          </li>
        ))}
      </ul>
      {totalCount > nodes.length && (
        <button type="button" className="more" onClick={showAll}>
          All {format.plural(totalCount, 'comment')}
        </button>
      )}
    </section>
  )
}

function DetailsSkeleton() {
  return (
    <div className="columns" role="status" aria-label="Loading">
      <section className="card details-skeleton blank" />
      <section className="card details-skeleton blank" />
    </div>
  )
}
