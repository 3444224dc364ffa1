// One user: who they are, what each measure says of them and how it moved, and what they did.
import { useAnswer } from '../../api/answers'
import { usePeriod } from '../../api/project'
import { graphql } from '../../generated'
import { Show } from '../../parts/Answer'
import { useTitle } from '../../parts/frame/Frame'
import { MeasuresSkeleton } from '../../parts/measures/MeasuresSkeleton'
import { NotFound } from '../../parts/NotFound'
import { MEASURES } from '../../urls'
import { resolve } from '../../urls/resolvePeriod'
import { useAddress } from './address'
import { UserBreadcrumb } from './head/UserBreadcrumb'
import { UserHead } from './head/UserHead'
import { UserDetails } from './measures/UserDetails'
import { UserMeasures } from './measures/UserMeasures'
import { UserTabs } from './tabs/UserTabs'

const UserDocument = graphql(`
  query User($userId: String!, $period: Period, $drawn: Period, $interval: Interval!) {
    user(userId: $userId) {
      id
      userId
      name
      email
      properties
      firstSeenAt
      lastSeenAt
      environments
      metrics(period: $period) {
        ...Sums
        feedback {
          ...FeedbackFigures
        }
      }
      previous(period: $period) {
        metrics {
          ...Sums
          feedback {
            ...FeedbackFigures
          }
        }
      }
      activity(period: $drawn, interval: $interval) {
        at
        metrics {
          ...Sums
          feedback {
            ...FeedbackFigures
          }
        }
      }
      latency(period: $period) {
        ...Latency
      }
    }
  }
`)

export function UserPage() {
  const { userId, search } = useAddress()
  const period = usePeriod(search)
  const answer = useAnswer(UserDocument, {
    view: period,
    subject: userId,
    waits: period.since === undefined,
    variables: (view, now) => {
      const { period: whole, drawn, interval } = resolve(view, now)
      return { userId, period: whole, drawn, interval }
    },
  })
  const user = answer.state === 'ready' ? answer.data.user : undefined
  useTitle(user?.name ?? userId)
  return (
    <>
      <UserBreadcrumb />
      <Show answer={answer} skeleton={<UserSkeleton />}>
        {({ user: found }) =>
          found ? (
            <>
              <UserHead user={found} />
              <UserMeasures user={found} />
              <UserDetails />
              <UserTabs sums={found.metrics} />
            </>
          ) : (
            <NotFound alone title="No trace carries this user id" id={userId} />
          )
        }
      </Show>
    </>
  )
}

/** As high as the parts of the page. */
function UserSkeleton() {
  return (
    <>
      <div className="heading">
        <div className="heading-skeleton blank" />
      </div>
      <div className="card who-card">
        <div className="who-skeleton blank" />
      </div>
      <MeasuresSkeleton tiles={MEASURES.length} />
    </>
  )
}
