// The feedback of one user in a period, last first.
import { Link } from '@tanstack/react-router'
import * as format from '../../../format'
import { graphql } from '../../../generated'
import type { UserFeedbackQuery, UserFeedbackQueryVariables } from '../../../generated/graphql'
import { useAnswer } from '../../../api/graphql'
import { resolve } from '../../../urls/resolvePeriod'
import { feedbackOf, periodOf, placeOf } from '../../../urls/user'
import { Show } from '../../../parts/Answer'
import { FeedbackValue } from '../../../parts/feedback/FeedbackValue'
import { Ago } from '../../../parts/Figures'
import { FIRST_PAGE } from '../../../parts/table/Pager'
import type { Column } from '../../../parts/table/Table'
import { activeFeedbackFilters, feedbackFilter } from './feedbackFilter'
import { FeedbackFilters } from './FeedbackFilters'
import { useDetails } from '../measures/UserDetails'
import { type TabProps, tabVariables, UserList } from './UserTab'
import { Id } from '../../../parts/Id'

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
          hasNextPage
          hasPreviousPage
          startCursor
          endCursor
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
  { id: 'when', header: 'Given', cell: (of) => <Ago at={of.createdAt} /> },
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
  const view = { ...periodOf(search), ...placeOf(search), ...feedbackOf(search) }
  const answer = useAnswer(UserFeedbackDocument, {
    view,
    subject: userId,
    variables: (of, now): UserFeedbackQueryVariables => ({
      ...tabVariables(userId, of, now),
      filter: feedbackFilter(of),
    }),
  })
  const details = useDetails(userId, search)
  return (
    <>
      <FeedbackFilters
        search={search}
        given={details.state === 'ready' ? (details.data.user?.feedbackSummary ?? []) : []}
        onChange={(patch) => onChange({ ...FIRST_PAGE, ...patch })}
      />
      <Show answer={answer}>
        {({ user }) => (
          <UserList
            userId={userId}
            search={search}
            onChange={onChange}
            list={user?.feedback}
            caption="Feedback"
            noun="answer"
            columns={columns}
            question={view}
            rowKey={(of) => of.feedbackId}
            active={activeFeedbackFilters(search)}
            HowMany={HowMany}
          />
        )}
      </Show>
    </>
  )
}

function HowMany({ userId, search }: Pick<TabProps, 'userId' | 'search'>) {
  const view = { ...periodOf(search), ...feedbackOf(search) }
  const answer = useAnswer(UserFeedbackCountDocument, {
    view,
    subject: `${userId} ${JSON.stringify(view)}`,
    variables: (of, now) => ({
      userId,
      period: resolve(of, now).period,
      filter: feedbackFilter(of),
    }),
  })
  if (answer.state !== 'ready') return null
  const count = answer.data.user?.feedback.totalCount ?? 0
  return <span className="faint">{format.plural(count, 'answer')}</span>
}
