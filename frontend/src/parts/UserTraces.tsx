// The traces of one user in a period, last first.
import { Link } from '@tanstack/react-router'
import { graphql } from '../generated'
import type { UserTracesQuery } from '../generated/graphql'
import { useAnswer } from '../graphql'
import { resolve } from '../period'
import type { UserSearch } from '../urls'
import { Show } from './Answer'
import { feedbackText } from './FeedbackValue'
import { Ago, Compact, Count, Errors, Money, Took } from './Figures'
import { Notice } from './Notice'
import { pageArguments, Pager } from './Pager'
import { type Column, Table } from './Table'
import { TAB_SIZE, type TabProps } from './UserTab'

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

export function UserTraces({ userId, search, onPage }: TabProps) {
  const answer = useAnswer(UserTracesDocument, {
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
        !user || user.traces.totalCount === 0 ? (
          <Notice title="No traces in this period" />
        ) : (
          <>
            <Table
              caption="Traces"
              columns={columns}
              rows={user.traces.nodes}
              rowKey={(of) => of.id}
            />
            <Pager
              info={user.traces.pageInfo}
              at={search}
              total={user.traces.totalCount}
              size={TAB_SIZE}
              noun="trace"
              onPage={onPage}
            />
          </>
        )
      }
    </Show>
  )
}
