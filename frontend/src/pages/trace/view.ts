// How the values of a trace and its spans are looked at, as the address has it.
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { TraceSearch, ValueName, View } from '../../urls/trace'

/** Leads to the same page with something else in its address. */
export function useGo() {
  const navigate = useNavigate()
  return (change: TraceSearch, replace = false) =>
    void navigate({
      to: '.',
      search: (search) => ({ ...search, ...change }),
      replace,
      resetScroll: false,
    })
}

export function useView() {
  const search: TraceSearch = useSearch({ strict: false })
  const go = useGo()
  return (of: ValueName) => ({
    view: search[of],
    onView: (view: View | undefined) => go({ [of]: view }, true),
  })
}
