// The page before and the page after.
import * as format from '../../format'
import { graphql } from '../../generated'
import type { PageInfoFragment } from '../../generated/graphql'
import { FIRST_PAGE, type PlaceSearch } from '../../urls'

export const PageInfoFragmentDocument = graphql(`
  fragment PageInfo on PageInfo {
    hasNextPage
    hasPreviousPage
    startCursor
    endCursor
  }
`)

interface PagerProps {
  info: PageInfoFragment
  /** Which page this is, as the address says. */
  at: PlaceSearch
  total: number
  size: number
  noun: string
  nouns?: string
  /** False where the total is said elsewhere. */
  counted?: boolean
  /** True while another page is on its way. */
  changing?: boolean
  onPage: (page: PlaceSearch) => void
}

export const NOWHERE = { previous: null, next: null } as const

/** The places before and after this one; null where there is none. */
export function pagesAround(at: PlaceSearch, info: PageInfoFragment) {
  const number = Number(at.page ?? '1')
  const { startCursor, endCursor } = info
  const back =
    number <= 2
      ? FIRST_PAGE
      : { after: undefined, before: startCursor ?? undefined, page: String(number - 1) }
  const on = { before: undefined, after: endCursor ?? undefined, page: String(number + 1) }
  return {
    previous: info.hasPreviousPage || number > 1 ? back : null,
    next: info.hasNextPage ? on : null,
  }
}

export function Pager(props: PagerProps) {
  const {
    info,
    at,
    total,
    size,
    noun,
    nouns = `${noun}s`,
    counted = true,
    changing,
    onPage,
  } = props
  const number = Number(at.page ?? '1')
  const pages = Math.max(Math.ceil(total / size), 1)
  const { previous, next } = changing ? NOWHERE : pagesAround(at, info)
  return (
    <nav className="pager" aria-label={`Pages of ${nouns}`}>
      {counted && <span className="faint">{format.plural(total, noun, nouns)}</span>}
      {(pages > 1 || number > 1) && (
        <>
          <span className="faint">
            Page {format.count(number)} of {format.count(pages)}
          </span>
          <span className="turns">
            <Turn to={previous} name="Previous" onPage={onPage} />
            <Turn to={next} name="Next" onPage={onPage} />
          </span>
        </>
      )}
    </nav>
  )
}

interface TurnProps {
  to: PlaceSearch | null
  name: string
  onPage: (page: PlaceSearch) => void
}

function Turn({ to, name, onPage }: TurnProps) {
  return (
    <button type="button" disabled={to === null} onClick={() => to && onPage(to)}>
      {name}
    </button>
  )
}

/** The arguments of a list for its place in the address. */
export function pageArguments(at: PlaceSearch, size: number) {
  return at.before ? { last: size, before: at.before } : { first: size, after: at.after }
}
