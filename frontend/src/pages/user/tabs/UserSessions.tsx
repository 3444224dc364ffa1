// The sessions of one user in a period; an open one as a conversation.
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useMemo } from 'react'
import { useShownFeedback } from '../../../api/project'
import { graphql } from '../../../generated'
import type { UserSessionsQuery } from '../../../generated/graphql'
import { Skeleton } from '../../../parts/Answer'
import { Rating } from '../../../parts/feedback/Rating'
import { Compact, Count, Duration, Errors, Money, RelativeTime } from '../../../parts/Figures'
import { Id } from '../../../parts/Id'
import { type Column, numberColumn } from '../../../parts/table/Table'
import { CLOSED, useAddress } from '../address'
import { tabVariables, UserList, useUserList } from './UserTab'

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
          ...PageInfo
        }
        nodes {
          id
          sessionId
          startedAt
          endedAt
          metrics {
            ...Sums
            feedback {
              ...FeedbackFigures
            }
          }
          traces(first: 1, orderBy: { field: STARTED_AT, direction: ASC }) {
            nodes {
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
  { id: 'session', header: 'Session', cell: Name },
  { id: 'trace', header: 'Begins with', cell: First },
  { id: 'started', header: 'Started', cell: (of) => <RelativeTime at={of.startedAt} /> },
  numberColumn('took', 'Lasted', Lasted),
  numberColumn('traces', 'Turns', (of) => <Count of={of.metrics.traceCount} />),
  numberColumn('errors', 'Errors', (of) => <Errors of={of.metrics.errorCount} />),
  numberColumn('tokens', 'Tokens', (of) => <Compact of={of.metrics.totalTokens} />),
  numberColumn('cost', 'Cost', (of) => <Money of={of.metrics.costUsd} />),
]

/** The last column says which feedback it shows. */
function useColumns(): readonly Column<Session>[] {
  const { name = 'Feedback' } = useShownFeedback(undefined) ?? {}
  return useMemo(
    () => [...columns, numberColumn('feedback', name, (of) => <Rating of={of.metrics.feedback} />)],
    [name],
  )
}

function Name({ sessionId }: Session) {
  return (
    <Link
      from="/users/$userId"
      to="."
      search={(search) => ({ ...search, ...CLOSED, session: sessionId })}
      resetScroll={false}
      className="name"
    >
      <Id of={sessionId} />
    </Link>
  )
}

function First({ traces }: Session) {
  const [first] = traces.nodes
  return first ? (first.name ?? '–') : null
}

function Lasted(session: Session) {
  return <Duration ms={Date.parse(session.endedAt) - Date.parse(session.startedAt)} />
}

// Most who look at a user open no session.
const SessionTurns = lazy(async () => ({
  default: (await import('./SessionTurns')).SessionTurns,
}))

export function UserSessions() {
  const { search } = useAddress()
  if (search.session === undefined) return <List />
  return (
    <Suspense fallback={<Skeleton rows={4} />}>
      <SessionTurns />
    </Suspense>
  )
}

function List() {
  return (
    <UserList
      asked={useUserList(UserSessionsDocument, {}, tabVariables)}
      list={({ user }) => user?.sessions}
      caption="Sessions"
      noun="session"
      columns={useColumns()}
      rowKey={(of) => of.id}
      hint={<p>Traces that carry the same session id form a session.</p>}
    />
  )
}
