// The feedback of one user in a period, last first.
import { Link } from '@tanstack/react-router'
import { useAnswer } from '../../../api/answers'
import { graphql } from '../../../generated'
import type { UserFeedbackQuery, UserFeedbackQueryVariables } from '../../../generated/graphql'
import { Show } from '../../../parts/Answer'
import { FeedbackValue } from '../../../parts/feedback/FeedbackValue'
import { RelativeTime } from '../../../parts/Figures'
import { activeConditions, filterOf } from '../../../parts/filters/condition'
import { FilterBar } from '../../../parts/filters/FilterBar'
import { MatchCount } from '../../../parts/filters/NoMatches'
import { Id } from '../../../parts/Id'
import type { Column } from '../../../parts/table/Table'
import { FIRST_PAGE, periodParams, pick } from '../../../urls'
import { resolve } from '../../../urls/resolvePeriod'
import { feedbackListParams } from '../../../urls/user'
import { useDetails } from '../measures/UserDetails'
import { FEEDBACK_CONDITIONS, feedbackChoices } from './feedbackFilter'
import { listView, type TabProps, tabVariables, UserList } from './UserTab'

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

const UserFeedbackCountDocument = graphql(`
  query UserFeedbackCount($userId: String!, $period: Period, $filter: FeedbackFilter) {
    user(userId: $userId) {
      feedback(first: 1, period: $period, filter: $filter) {
        totalCount
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
  { id: 'source', header: 'Source', cell: (of) => of.source.toLowerCase() },
]

function About({ trace }: Feedback) {
  if (!trace) return <span className="none">–</span>
  return (
    <Link to="/traces/$traceId" params={{ traceId: trace.traceId }}>
      {trace.name || <Id of={trace.traceId} />}
    </Link>
  )
}

export function UserFeedback({ userId, search, onChange }: TabProps) {
  const view = listView(search, feedbackListParams)
  const answer = useAnswer(UserFeedbackDocument, {
    view,
    subject: userId,
    variables: (of, now): UserFeedbackQueryVariables => ({
      ...tabVariables(userId, of, now),
      filter: filterOf(FEEDBACK_CONDITIONS, of, now),
    }),
  })
  const details = useDetails(userId, search)
  const summaries = details.state === 'ready' ? details.data.user?.feedbackSummary : undefined
  return (
    <>
      <FilterBar
        label="Which feedback"
        conditions={FEEDBACK_CONDITIONS}
        search={search}
        choices={feedbackChoices(summaries ?? [], search)}
        onChange={(patch) => onChange({ ...FIRST_PAGE, ...patch })}
      />
      <Show answer={answer}>
        {({ user }) => (
          <UserList
            search={search}
            onChange={onChange}
            list={user?.feedback}
            caption="Feedback"
            noun="answer"
            columns={columns}
            question={view}
            rowKey={(of) => of.feedbackId}
            active={activeConditions(FEEDBACK_CONDITIONS, search)}
            renderCount={(other) => <FeedbackCount userId={userId} search={other} />}
          />
        )}
      </Show>
    </>
  )
}

function FeedbackCount({ userId, search }: Pick<TabProps, 'userId' | 'search'>) {
  const view = pick({ ...periodParams, ...feedbackListParams }, search)
  const answer = useAnswer(UserFeedbackCountDocument, {
    view,
    subject: `${userId} ${JSON.stringify(view)}`,
    variables: (of, now) => ({
      userId,
      period: resolve(of, now).period,
      filter: filterOf(FEEDBACK_CONDITIONS, of, now),
    }),
  })
  return (
    <MatchCount answer={answer} of={({ user }) => user?.feedback.totalCount ?? 0} noun="answer" />
  )
}
