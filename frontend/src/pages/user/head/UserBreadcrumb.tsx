// The way back to the list that a user was opened from, and on to the users before and after.
import { Link, useNavigate } from '@tanstack/react-router'
import { useAnswer } from '../../../api/answers'
import { graphql } from '../../../generated'
import { useKey } from '../../../hooks/shortcuts'
import {
  cameFrom,
  type CameFrom,
  listVariables,
  openedFrom,
} from '../../../parts/usersList/usersList'
import type { UserSearch } from '../../../urls/user'
import { useAddress } from '../address'

const NeighboursDocument = graphql(`
  query Neighbours($at: String!, $period: Period, $filter: UserFilter, $orderBy: UserOrder) {
    previous: users(last: 1, before: $at, period: $period, filter: $filter, orderBy: $orderBy) {
      edges {
        ...Neighbour
      }
    }
    next: users(first: 1, after: $at, period: $period, filter: $filter, orderBy: $orderBy) {
      edges {
        ...Neighbour
      }
    }
  }
  fragment Neighbour on UserEdge {
    cursor
    node {
      userId
    }
  }
`)

export function UserBreadcrumb() {
  const { search } = useAddress()
  const came = cameFrom(search)
  const { period, from, to, measure, split, tab } = search
  return (
    <nav className="trail" aria-label="List of users">
      <Link to="/users" search={came?.list ?? { period, from, to }}>
        Users
      </Link>
      {came && <Neighbours came={came} looking={{ measure, split, tab }} />}
    </nav>
  )
}

/** What stays the same from user to user. */
type Looking = Pick<UserSearch, 'measure' | 'split' | 'tab'>

function Neighbours({ came, looking }: { came: CameFrom; looking: Looking }) {
  const answer = useAnswer(NeighboursDocument, {
    view: came,
    variables: ({ list, at }, now) => ({
      at,
      ...listVariables(list, now),
    }),
    isLive: false,
  })
  if (answer.state !== 'ready' || answer.changing) return null
  const { previous, next } = answer.data
  const shared = { came, looking }
  return (
    <>
      <Neighbour {...shared} to={previous.edges[0]} name="Previous" shortcut="[" />
      <Neighbour {...shared} to={next.edges[0]} name="Next" shortcut="]" />
    </>
  )
}

interface NeighbourProps {
  came: CameFrom
  looking: Looking
  to: { cursor: string; node: { userId: string } } | undefined
  name: string
  shortcut: string
}

function Neighbour({ came, looking, to, name, shortcut }: NeighbourProps) {
  const navigate = useNavigate()
  const address = to && {
    to: '/users/$userId' as const,
    params: { userId: to.node.userId },
    search: { ...openedFrom(came.list, to.cursor), ...looking },
  }
  useKey(shortcut, `${name} user of the list`, () => {
    if (address) void navigate(address)
  })
  if (!address) return null
  return (
    <Link {...address} className="neighbour" title={`${address.params.userId} (key ${shortcut})`}>
      {name}
    </Link>
  )
}
