// The way back to whose conversation it is, and on to the ones before and after it.
import { Link, useNavigate } from '@tanstack/react-router'
import { useAnswer } from '../../../api/answers'
import { graphql } from '../../../generated'
import type { SessionHeadFragment } from '../../../generated/graphql'
import { useKey } from '../../../hooks/shortcuts'
import { Id } from '../../../parts/Id'
import { periodParams, pick } from '../../../urls'
import { resolve } from '../../../urls/resolvePeriod'
import type { SessionSearch } from '../../../urls/session'
import { useAddress } from '../address'

const NeighbourSessionsDocument = graphql(`
  query NeighbourSessions($userId: String!, $at: String!, $period: Period) {
    user(userId: $userId) {
      previous: sessions(last: 1, before: $at, period: $period) {
        edges {
          ...NeighbourSession
        }
      }
      next: sessions(first: 1, after: $at, period: $period) {
        edges {
          ...NeighbourSession
        }
      }
    }
  }
  fragment NeighbourSession on SessionEdge {
    cursor
    node {
      sessionId
    }
  }
`)

export function SessionBreadcrumb({ user }: { user: SessionHeadFragment['user'] | undefined }) {
  const { search } = useAddress()
  const { of, at } = search
  const userId = of ?? user?.userId
  const list = pick(periodParams, search)
  return (
    <nav className="trail" aria-label="List of sessions">
      <Link to="/users" search={list}>
        Users
      </Link>
      {userId !== undefined && (
        <Link to="/users/$userId" params={{ userId }} search={{ ...list, tab: 'sessions' }}>
          {(userId === user?.userId && user.name) || <Id of={userId} />}
        </Link>
      )}
      <span className="faint" aria-current="page">
        Session
      </span>
      {of !== undefined && at !== undefined && <Neighbours of={of} at={at} list={list} />}
    </nav>
  )
}

interface NeighboursProps {
  of: string
  at: string
  /** The period of the list. */
  list: SessionSearch
}

function Neighbours({ of, at, list }: NeighboursProps) {
  const answer = useAnswer(NeighbourSessionsDocument, {
    view: { of, at, ...list },
    variables: (view, now) => ({
      userId: view.of,
      at: view.at,
      period: resolve(view, now).period,
    }),
    isLive: false,
  })
  if (answer.state !== 'ready' || answer.changing || !answer.data.user) return null
  const { previous, next } = answer.data.user
  const shared = { of, list }
  return (
    <>
      <Neighbour {...shared} to={previous.edges[0]} name="Previous" shortcut="p" />
      <Neighbour {...shared} to={next.edges[0]} name="Next" shortcut="n" />
    </>
  )
}

interface NeighbourProps extends Omit<NeighboursProps, 'at'> {
  to: { cursor: string; node: { sessionId: string } } | undefined
  name: string
  shortcut: string
}

function Neighbour({ of, list, to, name, shortcut }: NeighbourProps) {
  const navigate = useNavigate()
  const address = to && {
    to: '/sessions/$sessionId' as const,
    params: { sessionId: to.node.sessionId },
    search: { ...list, of, at: to.cursor },
  }
  useKey(shortcut, `${name} conversation of the list`, () => {
    if (address) void navigate(address)
  })
  if (!address) return null
  return (
    <Link
      {...address}
      className="neighbour"
      title={`${address.params.sessionId} (key ${shortcut})`}
    >
      {name}
    </Link>
  )
}
