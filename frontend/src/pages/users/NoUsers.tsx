// An empty list of users: which of its filters empties it, or that no trace names one.
import { Link } from '@tanstack/react-router'
import { useAnswer } from '../../api/answers'
import { graphql } from '../../generated'
import { activeConditions, activePeriod, filterOf } from '../../parts/filters/condition'
import { MatchCount, NoMatches } from '../../parts/filters/NoMatches'
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
  if (active.length === 0) return <NobodyNamed />
  return (
    <NoMatches<UserListSearch>
      title="No user matches"
      search={search}
      active={active}
      onChange={onChange}
      renderCount={(other) => <UserCount search={other} />}
    />
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

function UserCount({ search }: { search: UserListSearch }) {
  const answer = useAnswer(UserCountDocument, {
    view: search,
    subject: JSON.stringify(search),
    variables: (view, now) => ({
      period: resolve(view, now).period,
      filter: filterOf(USER_CONDITIONS, view, now),
    }),
  })
  return <MatchCount answer={answer} of={({ users }) => users.totalCount} noun="user" />
}
