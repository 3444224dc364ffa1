// The sessions of one user in a period, each with its traces.
import { Link } from '@tanstack/react-router'
import { graphql } from '../../generated'
import type { UserSessionsQuery } from '../../generated/graphql'
import { useAnswer } from '../../graphql'
import { periodOf, placeOf } from '../../userUrl'
import { Show } from '../Answer'
import { Ago, Compact, Count, Errors, Money, Rating, Took } from '../Figures'
import type { Column } from '../Table'
import { type TabProps, tabVariables, UserList } from './UserTab'

const UserSessionsDocument = graphql(`
  query UserSessions(
    $userId: String!
    $first: Int
    $after: String
    $last: Int
    $before: String
    $period: Period
  ) {
    user(userId: $userId) {
      sessions(first: $first, after: $after, last: $last, before: $before, period: $period) {
        totalCount
        pageInfo {
          hasNextPage
          hasPreviousPage
          startCursor
          endCursor
        }
        nodes {
          id
          sessionId
          startedAt
          endedAt
          metrics {
            ...Sums
          }
          traces(first: 1) {
            nodes {
              traceId
              name
            }
          }
        }
      }
    }
  }
`)

type Session = NonNullable<UserSessionsQuery['user']>['sessions']['nodes'][number]

const columns: readonly Column<Session>[] = [
  { id: 'session', header: 'Session', cell: (of) => <span className="name">{of.sessionId}</span> },
  { id: 'trace', header: 'Trace', cell: OneTrace },
  { id: 'started', header: 'Started', cell: (of) => <Ago at={of.startedAt} /> },
  { id: 'took', header: 'Lasted', numeric: true, cell: Lasted },
  {
    id: 'traces',
    header: 'Traces',
    numeric: true,
    cell: (of) => <Count of={of.metrics.traceCount} />,
  },
  {
    id: 'errors',
    header: 'Errors',
    numeric: true,
    cell: (of) => <Errors of={of.metrics.errorCount} />,
  },
  {
    id: 'tokens',
    header: 'Tokens',
    numeric: true,
    cell: (of) => <Compact of={of.metrics.totalTokens} />,
  },
  { id: 'cost', header: 'Cost', numeric: true, cell: (of) => <Money of={of.metrics.costUsd} /> },
  {
    id: 'feedback',
    header: 'Feedback',
    numeric: true,
    cell: ({ metrics }) => (
      <Rating count={metrics.feedbackCount} average={metrics.feedbackAverage} />
    ),
  },
]

function OneTrace(session: Session) {
  return session.traces.nodes.map(({ traceId, name }) => (
    <Link key={traceId} to="/traces/$traceId" params={{ traceId }}>
      {name || traceId}
    </Link>
  ))
}

function Lasted(session: Session) {
  return <Took ms={Date.parse(session.endedAt) - Date.parse(session.startedAt)} />
}

export function UserSessions(props: TabProps) {
  const view = { ...periodOf(props.search), ...placeOf(props.search) }
  const answer = useAnswer(UserSessionsDocument, {
    view,
    subject: props.userId,
    variables: (of, now) => tabVariables(props.userId, of, now),
  })
  return (
    <Show answer={answer}>
      {({ user }) => (
        <UserList
          {...props}
          list={user?.sessions}
          caption="Sessions"
          noun="session"
          question={view}
          columns={columns}
          rowKey={(of) => of.id}
          hint={<p>Traces that carry the same session id form a session.</p>}
        />
      )}
    </Show>
  )
}
