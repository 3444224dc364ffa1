// An empty list of users: which of its filters empties it, or that no trace names one.
import { Link } from '@tanstack/react-router'
import { activeFilters, userFilter, without } from '../../parts/usersList/userFilter'
import * as format from '../../format'
import { graphql } from '../../generated'
import { useAnswer } from '../../api/graphql'
import { resolve } from '../../urls/resolvePeriod'
import type { UsersFilter } from '../../urls/users'
import { Notice } from '../../parts/Notice'

const UserCountDocument = graphql(`
  query UserCount($period: Period, $filter: UserFilter) {
    users(first: 1, period: $period, filter: $filter) {
      totalCount
    }
  }
`)

interface NoUsersProps {
  search: UsersFilter
  onChange: (patch: UsersFilter) => void
}

export function NoUsers({ search, onChange }: NoUsersProps) {
  const active = activeFilters(search)
  if (active.length === 0) return <NobodyNamed />
  return (
    <Notice title="No user matches">
      <ul className="without">
        {active.map((filter) => (
          <li key={filter.id}>
            <button type="button" onClick={() => onChange(filter.without)}>
              Without {filter.words}
            </button>
            <HowMany search={{ ...search, ...filter.without }} />
          </li>
        ))}
      </ul>
      {active.length > 1 && (
        <button type="button" onClick={() => onChange(without(active))}>
          Without any of these
        </button>
      )}
    </Notice>
  )
}

function NobodyNamed() {
  return (
    <Notice title="Traces arrive, but none names a user">
      <p>
        Say who each trace belongs to, for example with <code>update_current_trace(user_id=…)</code>
        .
      </p>
      <Link to="/setup">How to name the user</Link>
    </Notice>
  )
}

function HowMany({ search }: { search: UsersFilter }) {
  const answer = useAnswer(UserCountDocument, {
    view: search,
    subject: JSON.stringify(search),
    variables: (view, now) => ({
      period: resolve(view, now).period,
      filter: userFilter(view, now),
    }),
  })
  if (answer.state !== 'ready') return null
  return <span className="faint">{format.plural(answer.data.users.totalCount, 'user')}</span>
}
