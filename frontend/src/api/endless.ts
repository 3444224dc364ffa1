// A long list of which some pages are there, and those before and after are asked for as they are reached.
import { useInfiniteQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useStore } from '../hooks/store'
import { type Answer, answerOf, pollAfter, timed } from './answers'
import { connectionStatus } from './connectionStatus'

interface Question<Page, Place> {
  /** By which answers are kept: the text of the document, then all that the answer depends on. */
  key: readonly [string, ...string[]]
  read: (place: Place, signal: AbortSignal) => Promise<Page>
  /** The place of the first page that is asked for. */
  first: Place
  /** The places before and after a page that was read at its place; null where there is none. */
  before: (page: Page, at: Place) => Place | null
  after: (page: Page, at: Place) => Place | null
}

export interface Endless<Page> {
  answer: Answer<readonly Page[]>
  /** Asks for the page before, or after; null where there is none, or one is on its way. */
  onBefore: (() => void) | null
  onAfter: (() => void) | null
  /** Whether there is more at either end, here or on its way. */
  hasBefore: boolean
  hasAfter: boolean
}

/** So many pages are kept up to date; what is further away is let go of, and asked for again. */
const MAX_PAGES = 6

export function useEndless<Page, Place>(question: Question<Page, Place>): Endless<Page> {
  const { key, read, first, before, after } = question
  const [text] = key
  const status = useStore(connectionStatus)
  const follows = useSearch({ strict: false }).live !== 'off'
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => timed(text, () => read(pageParam as Place, signal)),
    initialPageParam: first,
    getNextPageParam: (page: Page, _, at) => after(page, at),
    getPreviousPageParam: (page: Page, _, at) => before(page, at),
    maxPages: MAX_PAGES,
    refetchInterval: follows && (() => pollAfter(text, status)),
    refetchOnWindowFocus: follows,
    meta: { isLive: follows },
  })
  const { data, hasPreviousPage, hasNextPage, isFetchingPreviousPage, isFetchingNextPage } = query
  // What failed is asked for again once the rest could be brought up to date.
  const isFree = !isFetchingPreviousPage && !isFetchingNextPage && !query.isError
  return {
    answer: answerOf({ ...query, data: data?.pages }),
    onBefore: hasPreviousPage && isFree ? () => void query.fetchPreviousPage() : null,
    onAfter: hasNextPage && isFree ? () => void query.fetchNextPage() : null,
    hasBefore: hasPreviousPage,
    hasAfter: hasNextPage,
  }
}
