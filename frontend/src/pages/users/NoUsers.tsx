// An empty list of users: which of its filters empties it, or that no trace names one.
import { Link } from '@tanstack/react-router'
import { graphql } from '../../generated'
import type { UserCountQuery } from '../../generated/graphql'
import { activeConditions, activePeriod, filterOf, withoutAll } from '../../parts/filters/condition'
import { NoMatches, useCount } from '../../parts/filters/NoMatches'
import { Notice } from '../../parts/Notice'
import { USER_CONDITIONS } from '../../parts/usersList/userConditions'
import { resolve } from '../../urls/resolvePeriod'
import type { UserListSearch } from '../../urls/users'

const UserCountDocument = graphql(`
  query UserCount($period: Period, $filter: UserFilter) {
    users(first: 1, period: $period, filter: $filter) {
      totalCount
    }
  }
`)

interface NoUsersProps {
  search: UserListSearch
  onChange: (patch: UserListSearch) => void
}

export function NoUsers({ search, onChange }: NoUsersProps) {
  const active = [...activeConditions(USER_CONDITIONS, search), ...activePeriod(search)]
  const counting = {
    document: UserCountDocument,
    view: search,
    variables: (view: UserListSearch, now: number) => ({
      period: resolve(view, now).period,
      filter: filterOf(USER_CONDITIONS, view, now),
    }),
    of: ({ users }: UserCountQuery) => users.totalCount,
    noun: 'user',
  }
  const named = useCount({ ...counting, view: { ...search, ...withoutAll(active) } })
  if (active.length === 0 || Number(named ?? 1) === 0) return <NobodyNamed />
  return (
    <NoMatches title="No user matches" active={active} onChange={onChange} counting={counting} />
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
