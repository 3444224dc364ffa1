// The feedback of one user in a period, last first.
import { Link } from '@tanstack/react-router'
import { graphql } from '../../../generated'
import type { UserFeedbackQuery } from '../../../generated/graphql'
import { FeedbackValue, sourceWords } from '../../../parts/feedback/FeedbackValue'
import { RelativeTime } from '../../../parts/Figures'
import { activeConditions, filterOf } from '../../../parts/filters/condition'
import { FilterBar } from '../../../parts/filters/FilterBar'
import { Id } from '../../../parts/Id'
import type { Column } from '../../../parts/table/Table'
import { FIRST_PAGE } from '../../../urls'
import { feedbackListParams } from '../../../urls/user'
import { useAddress } from '../address'
import { useDetails } from '../measures/UserDetails'
import { FEEDBACK_CONDITIONS, feedbackChoices } from './feedbackFilter'
import { tabVariables, UserList, useUserList } from './UserTab'

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
          session {
            sessionId
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
  { id: 'trace', header: 'On', cell: About },
  { id: 'source', header: 'Source', cell: sourceWords },
]

function About({ trace, session }: Feedback) {
  if (session) {
    return (
      <Link to="/sessions/$sessionId" params={{ sessionId: session.sessionId }}>
        <Id of={session.sessionId} />
      </Link>
    )
  }
  if (!trace) return <span className="none">–</span>
  return (
    <Link to="/traces/$traceId" params={{ traceId: trace.traceId }}>
      {trace.name || <Id of={trace.traceId} />}
    </Link>
  )
}

export function UserFeedback() {
  const { search, change } = useAddress()
  const asked = useUserList(UserFeedbackDocument, feedbackListParams, (userId, of, now) => ({
    ...tabVariables(userId, of, now),
    filter: filterOf(FEEDBACK_CONDITIONS, of, now),
  }))
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
      <UserList
        asked={asked}
        list={({ user }) => user?.feedback}
        caption="Feedback"
        noun="feedback entry"
        nouns="feedback entries"
        columns={columns}
        rowKey={(of) => of.feedbackId}
        active={activeConditions(FEEDBACK_CONDITIONS, search)}
      />
    </>
  )
}
