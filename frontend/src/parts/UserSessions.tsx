// The sessions of one user in a period, each with its traces.
import { Link } from '@tanstack/react-router'
import { graphql } from '../generated'
import type { UserSessionsQuery } from '../generated/graphql'
import { useAnswer } from '../graphql'
import { resolve } from '../period'
import type { UserSearch } from '../urls'
import { Show } from './Answer'
import { Ago, Compact, Count, Errors, Money, Rating, Took } from './Figures'
import { Notice } from './Notice'
import { pageArguments, Pager } from './Pager'
import { type Column, Table } from './Table'
import { TAB_SIZE, type TabProps } from './UserTab'

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

export function UserSessions({ userId, search, onPage }: TabProps) {
  const answer = useAnswer(UserSessionsDocument, {
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
        !user || user.sessions.totalCount === 0 ? (
          <Notice title="No sessions in this period">
            <p>Traces that carry the same session id form a session.</p>
          </Notice>
        ) : (
          <>
            <Table
              caption="Sessions"
              columns={columns}
              rows={user.sessions.nodes}
              rowKey={(of) => of.id}
            />
            <Pager
              info={user.sessions.pageInfo}
              at={search}
              total={user.sessions.totalCount}
              size={TAB_SIZE}
              noun="session"
              onPage={onPage}
            />
          </>
        )
      }
    </Show>
  )
}
