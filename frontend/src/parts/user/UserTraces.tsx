// The traces of one user in a period, last first.
import { Link } from '@tanstack/react-router'
import { graphql } from '../../generated'
import type { UserTracesQuery } from '../../generated/graphql'
import { useAnswer } from '../../graphql'
import { Show } from '../Answer'
import { feedbackText } from '../FeedbackValue'
import { Ago, Compact, Count, Errors, Money, Took } from '../Figures'
import type { Column } from '../Table'
import { type TabProps, tabVariables, UserList } from './UserTab'

const UserTracesDocument = graphql(`
  query UserTraces(
    $userId: String!
    $first: Int
    $after: String
    $last: Int
    $before: String
    $period: Period
  ) {
    user(userId: $userId) {
      traces(first: $first, after: $after, last: $last, before: $before, period: $period) {
        totalCount
        pageInfo {
          hasNextPage
          hasPreviousPage
          startCursor
          endCursor
        }
        nodes {
          id
          traceId
          name
          environment
          tags
          startedAt
          latencyMs
          spanCount
          errorCount
          totalTokens
          costUsd
          feedback {
            ...FeedbackRow
          }
        }
      }
    }
  }
`)

type Trace = NonNullable<UserTracesQuery['user']>['traces']['nodes'][number]

const columns: readonly Column<Trace>[] = [
  { id: 'trace', header: 'Trace', cell: Name },
  { id: 'started', header: 'Started', cell: (of) => <Ago at={of.startedAt} /> },
  { id: 'took', header: 'Took', numeric: true, cell: (of) => <Took ms={of.latencyMs} /> },
  { id: 'spans', header: 'Spans', numeric: true, cell: (of) => <Count of={of.spanCount} /> },
  { id: 'errors', header: 'Errors', numeric: true, cell: (of) => <Errors of={of.errorCount} /> },
  { id: 'tokens', header: 'Tokens', numeric: true, cell: (of) => <Compact of={of.totalTokens} /> },
  { id: 'cost', header: 'Cost', numeric: true, cell: (of) => <Money of={of.costUsd} /> },
  { id: 'given', header: 'Feedback', cell: Given },
  { id: 'environment', header: 'Environment', cell: (of) => of.environment },
]

function Name(trace: Trace) {
  return (
    <>
      <Link to="/traces/$traceId" params={{ traceId: trace.traceId }} className="name">
        {trace.name || trace.traceId}
      </Link>
      {trace.tags.map((tag) => (
        <span key={tag} className="tag">
          {tag}
        </span>
      ))}
    </>
  )
}

function Given(trace: Trace) {
  return trace.feedback.map((given) => (
    <span key={given.feedbackId} className="tag" title={given.comment ?? undefined}>
      {given.name} {feedbackText(given)}
    </span>
  ))
}

export function UserTraces(props: TabProps) {
  const answer = useAnswer(UserTracesDocument, {
    view: props.search,
    subject: props.userId,
    variables: tabVariables(props.userId),
  })
  return (
    <Show answer={answer}>
      {({ user }) => (
        <UserList
          {...props}
          list={user?.traces}
          caption="Traces"
          noun="trace"
          columns={columns}
          rowKey={(of) => of.id}
        />
      )}
    </Show>
  )
}
