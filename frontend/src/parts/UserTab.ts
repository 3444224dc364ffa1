// What the tabs of a user have in common.
import type { PageSearch, UserSearch } from '../urls'

export const TAB_SIZE = 20

export interface TabProps {
  userId: string
  search: UserSearch
  onPage: (page: PageSearch) => void
}
