// What the address of the list of traces says, and how to change it.
import { getRouteApi } from '@tanstack/react-router'
import { usePeriod } from '../../api/project'
import { FIRST_PAGE, type PlaceSearch } from '../../urls'
import type { TracesSearch } from '../../urls/traces'

const route = getRouteApi('/traces')

export function useAddress() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const period = usePeriod(search)
  const show = (patch: TracesSearch, replace = false) =>
    void navigate({ search: { ...search, ...patch }, replace, resetScroll: false })
  return {
    search,
    period,
    // Another filter or order begins at its first page.
    change: (patch: TracesSearch, replace?: boolean) => show({ ...FIRST_PAGE, ...patch }, replace),
    turn: (page: PlaceSearch) => void navigate({ search: { ...search, ...page } }),
  }
}
