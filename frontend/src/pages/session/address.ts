// What the address of a conversation's page says, and how to change it.
import { getRouteApi } from '@tanstack/react-router'
import type { SessionSearch } from '../../urls/session'

const route = getRouteApi('/sessions/$sessionId')

interface Address {
  sessionId: string
  search: SessionSearch
  /** Leads to a turn of it. */
  goTo: (turn: string) => void
}

export function useAddress(): Address {
  const { sessionId } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const goTo = (turn: string) =>
    void navigate({ search: { ...search, turn }, replace: true, resetScroll: false })
  return { sessionId, search, goTo }
}
