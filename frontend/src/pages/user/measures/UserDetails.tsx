import { type Answer, useAnswer } from '../../../api/answers'
import { usePeriod } from '../../../api/project'
import { graphql } from '../../../generated'
import type { UserDetailsQuery, UserDetailsQueryVariables } from '../../../generated/graphql'
// Which models a user asked, and what was said of the answers.
import { useNow } from '../../../hooks/clock'
import { Show } from '../../../parts/Answer'
import { FeedbackSummaries } from '../../../parts/feedback/FeedbackSummaries'
import { TrendTable } from '../../../parts/feedback/FeedbackTrend'
import { Models } from '../../../parts/measures/Models'
import { resolve, sparkInterval } from '../../../urls/resolvePeriod'
import type { UserSearch } from '../../../urls/user'
import { Comments } from './Comments'

const UserDetailsDocument = graphql(`
  query UserDetails($userId: String!, $period: Period, $drawn: Period, $interval: Interval!) {
    user(userId: $userId) {
      models(period: $period) {
        ...Model
      }
      feedbackSummary(period: $period) {
        ...FeedbackByName
      }
      trends: feedbackSummary(period: $drawn) {
        ...FeedbackOverTime
      }
      commented: feedback(first: 3, period: $period, filter: { hasComment: true }) {
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

export type Details = NonNullable<UserDetailsQuery['user']>

/** Asked once, however many parts of the page show some of it. */
export function useDetails(userId: string, search: UserSearch): Answer<UserDetailsQuery> {
  return useAnswer(UserDetailsDocument, {
    view: usePeriod(search),
    subject: userId,
    variables: (view, at): UserDetailsQueryVariables => {
      const resolved = resolve(view, at)
      const { period, drawn } = resolved
      return { userId, period, drawn, interval: sparkInterval(resolved) }
    },
  })
}

interface UserDetailsProps {
  userId: string
  search: UserSearch
  onComments: () => void
}

export function UserDetails({ userId, search, onComments }: UserDetailsProps) {
  const interval = sparkInterval(resolve(usePeriod(search), useNow()))
  const answer = useDetails(userId, search)
  return (
    <Show answer={answer} skeleton={<DetailsSkeleton />}>
      {({ user }) =>
        user && (
          <div className="columns">
            <div className="stack">
              <Models models={user.models} />
              <Comments
                comments={user.commented.nodes}
                total={Number(user.commented.totalCount)}
                onAll={onComments}
              />
            </div>
            <FeedbackSummaries
              summaries={user.feedbackSummary}
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

function DetailsSkeleton() {
  return (
    <div className="columns" role="status" aria-label="Loading">
      <section className="card details-skeleton blank" />
      <section className="card details-skeleton blank" />
    </div>
  )
}
