// One user: who they are, what each measure says of them and how it moved, and what they did.
import { getRouteApi } from '@tanstack/react-router'
import { useAnswer } from '../../api/answers'
import { usePeriod } from '../../api/project'
import { graphql } from '../../generated'
import type { UserQueryVariables } from '../../generated/graphql'
import { Show } from '../../parts/Answer'
import { useTitle } from '../../parts/frame/Frame'
import { NotFound } from '../../parts/NotFound'
import { FIRST_PAGE } from '../../urls'
import { resolve } from '../../urls/resolvePeriod'
import type { UserSearch } from '../../urls/user'
import { UserBreadcrumb } from './head/UserBreadcrumb'
import { UserHead } from './head/UserHead'
import { UserSkeleton } from './head/UserSkeleton'
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
      }
      previous(period: $period) {
        metrics {
          ...Sums
        }
      }
      activity(period: $drawn, interval: $interval) {
        at
        metrics {
          ...Sums
        }
      }
      latency(period: $period) {
        ...Latency
      }
    }
  }
`)

const route = getRouteApi('/users/$userId')

export function UserPage() {
  const { userId } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const change = (patch: UserSearch, replace = false) =>
    void navigate({ search: { ...search, ...patch }, replace, resetScroll: false })
  const period = usePeriod(search)
  const answer = useAnswer(UserDocument, {
    view: period,
    subject: userId,
    waits: period.since === undefined,
    variables: (view, now): UserQueryVariables => {
      const { period: whole, drawn, interval } = resolve(view, now)
      return { userId, period: whole, drawn, interval }
    },
  })
  const user = answer.state === 'ready' ? answer.data.user : undefined
  useTitle(user?.name ?? userId)
  const about = { userId, search, onChange: change }
  return (
    <>
      <UserBreadcrumb search={search} />
      <Show answer={answer} skeleton={<UserSkeleton />}>
        {({ user: found }) =>
          found ? (
            <>
              <UserHead user={found} search={search} onChange={change} />
              <UserMeasures user={found} search={search} onChange={change} />
              <UserDetails
                userId={userId}
                search={search}
                onComments={() =>
                  change({ tab: 'feedback', feedbackComment: 'yes', ...FIRST_PAGE })
                }
              />
              <UserTabs {...about} sums={found.metrics} />
            </>
          ) : (
            <NotFound alone title="No trace carries this user id" id={userId} />
          )
        }
      </Show>
    </>
  )
}
