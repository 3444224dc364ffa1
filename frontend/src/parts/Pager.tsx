// The page before and the page after.
import * as format from '../format'
import type { PageSearch } from '../urls'

export interface PageInfo {
  hasNextPage: boolean
  hasPreviousPage: boolean
  startCursor?: string | null
  endCursor?: string | null
}

interface PagerProps {
  info: PageInfo
  /** Which page this is, as the address says. */
  at: PageSearch
  total: number
  size: number
  noun: string
  onPage: (page: PageSearch) => void
}

export const FIRST_PAGE: PageSearch = { after: undefined, before: undefined, page: undefined }

export function Pager({ info, at, total, size, noun, onPage }: PagerProps) {
  const number = Number(at.page ?? '1')
  const pages = Math.max(Math.ceil(total / size), 1)
  const back = (): PageSearch =>
    number <= 2
      ? FIRST_PAGE
      : { after: undefined, before: info.startCursor ?? undefined, page: String(number - 1) }
  const on = (): PageSearch => ({
    before: undefined,
    after: info.endCursor ?? undefined,
    page: String(number + 1),
  })
  return (
    <nav className="pager" aria-label={`Pages of ${noun}s`}>
      <span className="faint">{format.plural(total, noun)}</span>
      {(pages > 1 || number > 1) && (
        <>
          <span className="faint">
            Page {format.count(number)} of {format.count(pages)}
          </span>
          <button
            type="button"
            disabled={!info.hasPreviousPage && number === 1}
            onClick={() => onPage(back())}
          >
            Previous
          </button>
          <button type="button" disabled={!info.hasNextPage} onClick={() => onPage(on())}>
            Next
          </button>
        </>
      )}
    </nav>
  )
}

/** The arguments of a list for its place in the address. */
export function pageArguments(at: PageSearch, size: number) {
  return at.before ? { last: size, before: at.before } : { first: size, after: at.after }
}
