// The sessions of one user in a period.
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useShownFeedback } from '../../../api/project'
import { graphql } from '../../../generated'
import type { UserSessionsQuery } from '../../../generated/graphql'
import { Rating } from '../../../parts/feedback/Rating'
import { Compact, Count, Duration, Errors, Money, RelativeTime } from '../../../parts/Figures'
import { Id } from '../../../parts/Id'
import { type Column, numberColumn } from '../../../parts/table/Table'
import { periodParams, pick } from '../../../urls'
import { useAddress } from '../address'
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
        edges {
          cursor
          node {
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
                userMessage
              }
            }
          }
        }
      }
    }
  }
`)

type Row = NonNullable<UserSessionsQuery['user']>['sessions']['edges'][number]

const columns: readonly Column<Row>[] = [
  { id: 'session', header: 'Session', cell: Name },
  { id: 'asked', header: 'Asked first', cell: Asked },
  { id: 'started', header: 'Started', cell: ({ node }) => <RelativeTime at={node.startedAt} /> },
  numberColumn('duration', 'Duration', Lasting),
  numberColumn('traces', 'Turns', ({ node }) => <Count of={node.metrics.traceCount} />),
  numberColumn('errors', 'Errors', ({ node }) => <Errors of={node.metrics.errorCount} />),
  numberColumn('tokens', 'Tokens', ({ node }) => <Compact of={node.metrics.totalTokens} />),
  numberColumn('cost', 'Cost', ({ node }) => <Money of={node.metrics.costUsd} />),
]

/** The last column says which feedback it shows. */
function useColumns(): readonly Column<Row>[] {
  const { name = 'Feedback' } = useShownFeedback(undefined) ?? {}
  return useMemo(
    () => [
      ...columns,
      numberColumn('feedback', name, ({ node }) => <Rating of={node.metrics.feedback} />),
    ],
    [name],
  )
}

function Name({ cursor, node: { sessionId } }: Row) {
  const { userId, search } = useAddress()
  return (
    <Link
      to="/sessions/$sessionId"
      params={{ sessionId }}
      search={{ ...pick(periodParams, search), of: userId, at: cursor }}
      className="name"
    >
      <Id of={sessionId} />
    </Link>
  )
}

/** As much as there is room for. */
const MAX_ASKED = 200

function Asked({ node: { traces } }: Row) {
  const asked = traces.nodes[0]?.userMessage
  if (!asked) return <span className="none">–</span>
  return <span title={asked.slice(0, 10 * MAX_ASKED)}>{asked.slice(0, MAX_ASKED)}</span>
}

function Lasting({ node }: Row) {
  return <Duration ms={Date.parse(node.endedAt) - Date.parse(node.startedAt)} />
}

export function UserSessions() {
  return (
    <UserList
      asked={useUserList(UserSessionsDocument, {}, tabVariables)}
      list={({ user }) => (user ? { ...user.sessions, nodes: user.sessions.edges } : undefined)}
      caption="Sessions"
      noun="session"
      columns={useColumns()}
      rowKey={({ node }) => node.id}
      hint={<p>Traces that carry the same session id form a session.</p>}
    />
  )
}
