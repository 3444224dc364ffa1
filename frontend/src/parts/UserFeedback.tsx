// The feedback of one user in a period, last first.
import { Link } from '@tanstack/react-router'
import { graphql } from '../generated'
import type { UserFeedbackQuery } from '../generated/graphql'
import { useAnswer } from '../graphql'
import { resolve } from '../period'
import type { UserSearch } from '../urls'
import { Show } from './Answer'
import { feedbackText } from './FeedbackValue'
import { Ago } from './Figures'
import { Notice } from './Notice'
import { pageArguments, Pager } from './Pager'
import { type Column, Table } from './Table'
import { TAB_SIZE, type TabProps } from './UserTab'

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

export function UserFeedback({ userId, search, onPage }: TabProps) {
  const answer = useAnswer(UserFeedbackDocument, {
    view: search,
    subject: userId,
    variables: (view: UserSearch, now) => ({
      userId,
      period: resolve(view, now).period,
      ...pageArguments(view, TAB_SIZE),
    }),
  })
  return (
    <Show answer={answer}>
      {({ user }) =>
        !user || user.feedback.totalCount === 0 ? (
          <Notice title="No feedback in this period" />
        ) : (
          <>
            <Table
              caption="Feedback"
              columns={columns}
              rows={user.feedback.nodes}
              rowKey={(of) => of.feedbackId}
            />
            <Pager
              info={user.feedback.pageInfo}
              at={search}
              total={user.feedback.totalCount}
              size={TAB_SIZE}
              noun="answer"
              onPage={onPage}
            />
          </>
        )
      }
    </Show>
  )
}
