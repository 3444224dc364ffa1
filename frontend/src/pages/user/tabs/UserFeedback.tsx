// The feedback of one user in a period, last first.
import { Link } from '@tanstack/react-router'
import { useAnswer } from '../../../api/answers'
import { graphql } from '../../../generated'
import type { UserFeedbackQuery } from '../../../generated/graphql'
import { Show } from '../../../parts/Answer'
import { FeedbackValue, sourceWords } from '../../../parts/feedback/FeedbackValue'
import { RelativeTime } from '../../../parts/Figures'
import { activeConditions, filterOf } from '../../../parts/filters/condition'
import { FilterBar } from '../../../parts/filters/FilterBar'
import { MatchCount } from '../../../parts/filters/NoMatches'
import { Id } from '../../../parts/Id'
import type { Column } from '../../../parts/table/Table'
import { FIRST_PAGE, periodParams, pick } from '../../../urls'
import { resolve } from '../../../urls/resolvePeriod'
import { feedbackListParams, type UserSearch } from '../../../urls/user'
import { useAddress } from '../address'
import { useDetails } from '../measures/UserDetails'
import { FEEDBACK_CONDITIONS, feedbackChoices } from './feedbackFilter'
import { listView, tabVariables, UserList } from './UserTab'

const UserFeedbackDocument = graphql(`
  query UserFeedback(
    $userId: String!
    $first: Int
    $after: String
    $last: Int
    $before: String
    $period: Period
    $filter: FeedbackFilter
  ) {
    user(userId: $userId) {
      feedback(
        first: $first
        after: $after
        last: $last
        before: $before
        period: $period
        filter: $filter
      ) {
        totalCount
        pageInfo {
          ...PageInfo
        }
        nodes {
          ...FeedbackRow
          trace {
            traceId
            name
          }
        }
      }
    }
  }
`)

type Feedback = NonNullable<UserFeedbackQuery['user']>['feedback']['nodes'][number]

const columns: readonly Column<Feedback>[] = [
  { id: 'when', header: 'Given', cell: (of) => <RelativeTime at={of.createdAt} /> },
  { id: 'of', header: 'Name', cell: (of) => of.name },
  {
    id: 'said',
    header: 'Value',
    cell: (of) => (
      <strong>
        <FeedbackValue of={of} />
      </strong>
    ),
  },
  { id: 'comment', header: 'Comment', cell: (of) => <span className="words">{of.comment}</span> },
  { id: 'trace', header: 'Trace', cell: About },
  { id: 'source', header: 'Source', cell: sourceWords },
]

function About({ trace }: Feedback) {
  if (!trace) return <span className="none">–</span>
  return (
    <Link to="/traces/$traceId" params={{ traceId: trace.traceId }}>
      {trace.name || <Id of={trace.traceId} />}
    </Link>
  )
}

export function UserFeedback() {
  const { userId, search, change } = useAddress()
  const view = listView(search, feedbackListParams)
  const answer = useAnswer(UserFeedbackDocument, {
    view,
    subject: userId,
    variables: (of, now) => ({
      ...tabVariables(userId, of, now),
      filter: filterOf(FEEDBACK_CONDITIONS, of, now),
    }),
  })
  const details = useDetails()
  const given = details.state === 'ready' ? details.data.user : undefined
  return (
    <>
      <FilterBar
        label="Which feedback"
        conditions={FEEDBACK_CONDITIONS}
        search={search}
        choices={feedbackChoices(given, search)}
        onChange={(patch) => change({ ...FIRST_PAGE, ...patch })}
      />
      <Show answer={answer}>
        {({ user }) => (
          <UserList
            list={user?.feedback}
            caption="Feedback"
            noun="feedback entry"
            nouns="feedback entries"
            columns={columns}
            question={view}
            rowKey={(of) => of.feedbackId}
            active={activeConditions(FEEDBACK_CONDITIONS, search)}
            renderCount={(other) => <FeedbackCount search={other} />}
          />
        )}
      </Show>
    </>
  )
}

function FeedbackCount({ search }: { search: UserSearch }) {
  const { userId } = useAddress()
  const view = pick({ ...periodParams, ...feedbackListParams }, search)
  const answer = useAnswer(UserFeedbackDocument, {
    view,
    subject: `${userId} ${JSON.stringify(view)}`,
    variables: (of, now) => ({
      userId,
      first: 1,
      period: resolve(of, now).period,
      filter: filterOf(FEEDBACK_CONDITIONS, of, now),
    }),
  })
  return (
    <MatchCount
      answer={answer}
      of={({ user }) => user?.feedback.totalCount ?? 0}
      noun="feedback entry"
      nouns="feedback entries"
    />
  )
}
