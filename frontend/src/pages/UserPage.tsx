// One user: who they are, what each measure says of them and how it moved, and what they did.
import { getRouteApi } from '@tanstack/react-router'
import { useNow } from '../clock'
import * as format from '../format'
import { graphql } from '../generated'
import type { UserQuery, UserQueryVariables } from '../generated/graphql'
import { useAnswer } from '../graphql'
import { MEASURED } from '../measures'
import { Show } from '../parts/Answer'
import { Chart } from '../parts/charts/Chart'
import { FeedbackSummaries } from '../parts/FeedbackSummaries'
import { useTitle } from '../parts/frame/Frame'
import { IntervalPicker } from '../parts/controls/IntervalPicker'
import { LatencyLine } from '../parts/LatencyLine'
import { Models } from '../parts/Models'
import { Notice } from '../parts/Notice'
import { FIRST_PAGE } from '../parts/Pager'
import { Tabs } from '../parts/controls/Tabs'
import { Tiles } from '../parts/charts/Tiles'
import { UserHead } from '../parts/user/UserHead'
import { UserFeedback } from '../parts/user/UserFeedback'
import { UserSessions } from '../parts/user/UserSessions'
import { UserTraces } from '../parts/user/UserTraces'
import { UserTrail } from '../parts/user/UserTrail'
import { resolve } from '../period'
import { MEASURES, type PageSearch, type PeriodSearch } from '../urls'
import type { UserSearch, UserTab } from '../userUrl'

const UserDocument = graphql(`
  query User(
    $userId: String!
    $period: Period
    $previous: Period
    $hasPrevious: Boolean!
    $drawn: Period
    $interval: Interval!
  ) {
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
      before: metrics(period: $previous) @include(if: $hasPrevious) {
        ...Sums
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
      models(period: $period) {
        ...Model
      }
      feedbackSummary(period: $period) {
        ...FeedbackByName
      }
    }
  }
`)

type User = NonNullable<UserQuery['user']>

const TABS: readonly { id: UserTab; name: string; of: (sums: User['metrics']) => number }[] = [
  { id: 'traces', name: 'Traces', of: (sums) => sums.traceCount },
  { id: 'sessions', name: 'Sessions', of: (sums) => sums.sessionCount },
  { id: 'feedback', name: 'Feedback', of: (sums) => sums.feedbackCount },
]

const route = getRouteApi('/users/$userId')

function usePlace() {
  const { userId } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const change = (patch: UserSearch, replace = false) =>
    void navigate({ search: { ...search, ...patch }, replace, resetScroll: false })
  return { userId, search, change }
}

function chosenPeriod({ period, from, to, by }: UserSearch): PeriodSearch {
  return { period, from, to, by }
}

export function UserPage() {
  const { userId, search, change } = usePlace()
  useTitle(userId)
  const answer = useAnswer(UserDocument, {
    view: chosenPeriod(search),
    subject: userId,
    variables: (view: PeriodSearch, now): UserQueryVariables => {
      const { period, previous, drawn, interval } = resolve(view, now)
      return { userId, period, previous, hasPrevious: previous !== null, drawn, interval }
    },
  })
  return (
    <>
      <UserTrail search={search} />
      <Show answer={answer}>
        {({ user }) =>
          user ? (
            <>
              <UserHead user={user} search={search} onChange={change} />
              <Measures user={user} />
              <div className="columns">
                <Models models={user.models} />
                <FeedbackSummaries summaries={user.feedbackSummary} />
              </div>
              <Done user={user} onPage={(page) => change(page)} />
            </>
          ) : (
            <Notice alone title="No trace carries this user id">
              <p>
                <code>{userId}</code>
              </p>
            </Notice>
          )
        }
      </Show>
    </>
  )
}

function Measures({ user }: { user: User }) {
  const { search, change } = usePlace()
  const measure = search.measure ?? 'traces'
  const measured = MEASURED[measure]
  const resolved = resolve(search, useNow())
  return (
    <section className="card measures">
      <Tiles
        measures={MEASURES}
        measured={MEASURED}
        now={user.metrics}
        before={user.before}
        chosen={measure}
        onChoose={(chosen) => change({ measure: chosen }, true)}
      />
      <div className="chart-controls">
        <IntervalPicker resolved={resolved} onChange={(by) => change({ by }, true)} />
      </div>
      <Chart
        title={measured.name}
        points={user.activity.map(({ at }) => at)}
        series={[
          {
            name: measured.name,
            values: user.activity.map(({ metrics }) => measured.of(metrics)),
          },
        ]}
        interval={resolved.interval}
        write={measured.write}
        line={measured.line}
        whole={measured.whole}
        onZoom={(period) => change({ ...period, ...FIRST_PAGE })}
      />
      <LatencyLine latency={user.latency} />
    </section>
  )
}

function Done({ user, onPage }: { user: User; onPage: (page: PageSearch) => void }) {
  const { userId, metrics } = user
  const { search, change } = usePlace()
  const tab = search.tab ?? 'traces'
  const view = { ...chosenPeriod(search), ...pageOf(search) }
  return (
    <section>
      <Tabs
        label="What they did"
        tabs={TABS.map(({ id, name, of }) => ({
          id,
          name: (
            <>
              {name} <small className="faint">{format.compact(of(metrics))}</small>
            </>
          ),
        }))}
        chosen={tab}
        onChoose={(chosen) => change({ tab: chosen, ...FIRST_PAGE })}
      >
        {tab === 'traces' && <UserTraces userId={userId} search={view} onPage={onPage} />}
        {tab === 'sessions' && <UserSessions userId={userId} search={view} onPage={onPage} />}
        {tab === 'feedback' && <UserFeedback userId={userId} search={view} onPage={onPage} />}
      </Tabs>
    </section>
  )
}

function pageOf({ after, before, page }: UserSearch): PageSearch {
  return { after, before, page }
}
