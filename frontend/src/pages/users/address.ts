// What the address of the users list says, and how to change it.
import { getRouteApi } from '@tanstack/react-router'
import { usePeriod } from '../../api/project'
import { FIRST_PAGE, type PlaceSearch } from '../../urls'
import type { UsersSearch } from '../../urls/users'

const route = getRouteApi('/users')

export function useAddress() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const period = usePeriod(search)
  const show = (patch: UsersSearch, replace = false) =>
    void navigate({ search: { ...search, ...patch }, replace, resetScroll: false })
  return {
    search,
    period,
    show,
    // Another filter or order begins at its first page.
    change: (patch: UsersSearch, replace?: boolean) => show({ ...FIRST_PAGE, ...patch }, replace),
    turn: (page: PlaceSearch) => void navigate({ search: { ...search, ...page } }),
  }
}
