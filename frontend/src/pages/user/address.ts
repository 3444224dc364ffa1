// What the address of a user's page says, and how to change it.
import { getRouteApi } from '@tanstack/react-router'
import { FIRST_PAGE } from '../../urls'
import { sessionPlaceParams, type UserSearch } from '../../urls/user'

const route = getRouteApi('/users/$userId')

/** No session is open. */
export const CLOSED: UserSearch = { session: undefined, ...sessionPlaceParams(FIRST_PAGE) }

interface Address {
  userId: string
  search: UserSearch
  change: (patch: UserSearch, replace?: boolean) => void
}

export function useAddress(): Address {
  const { userId } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const change = (patch: UserSearch, replace = false) =>
    void navigate({ search: { ...search, ...patch }, replace, resetScroll: false })
  return { userId, search, change }
}
