// The feedback of one user in a period, last first.
import { Link } from '@tanstack/react-router'
import { graphql } from '../../generated'
import type { UserFeedbackQuery } from '../../generated/graphql'
import { useAnswer } from '../../graphql'
import { periodOf, placeOf } from '../../userUrl'
import { Show } from '../Answer'
import { feedbackText } from '../FeedbackValue'
import { Ago } from '../Figures'
import type { Column } from '../Table'
import { type TabProps, tabVariables, UserList } from './UserTab'

const UserFeedbackDocument = graphql(`
  query UserFeedback(
    $userId: String!
    $first: Int
    $after: String
    $last: Int
    $before: String
    $period: Period
  ) {
    user(userId: $userId) {
      feedback(first: $first, after: $after, last: $last, before: $before, period: $period) {
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

type Feedback = NonNullable<UserFeedbackQuery['user']>['feedback']['nodes'][number]

const columns: readonly Column<Feedback>[] = [
  { id: 'when', header: 'Given', cell: (of) => <Ago at={of.createdAt} /> },
  { id: 'name', header: 'Name', cell: (of) => of.name },
  { id: 'value', header: 'Value', cell: (of) => <strong>{feedbackText(of)}</strong> },
  { id: 'comment', header: 'Comment', cell: (of) => <span className="words">{of.comment}</span> },
  { id: 'trace', header: 'Trace', cell: About },
  { id: 'source', header: 'Source', cell: (of) => of.source.toLowerCase() },
]

function About({ trace }: Feedback) {
  if (!trace) return <span className="none">–</span>
  return (
    <Link to="/traces/$traceId" params={{ traceId: trace.traceId }}>
      {trace.name || trace.traceId}
    </Link>
  )
}

export function UserFeedback(props: TabProps) {
  const view = { ...periodOf(props.search), ...placeOf(props.search) }
  const answer = useAnswer(UserFeedbackDocument, {
    view,
    subject: props.userId,
    variables: (of, now) => tabVariables(props.userId, of, now),
  })
  return (
    <Show answer={answer}>
      {({ user }) => (
        <UserList
          {...props}
          list={user?.feedback}
          caption="Feedback"
          noun="answer"
          question={view}
          columns={columns}
          rowKey={(of) => of.feedbackId}
        />
      )}
    </Show>
  )
}
