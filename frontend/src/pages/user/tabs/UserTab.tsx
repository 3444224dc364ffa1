// What the tabs of a user have in common: a page of a list, and what to do where it is empty.
import type { ReactNode } from 'react'
import type { Amount } from '../../../format'
import type { PageInfoFragment } from '../../../generated/graphql'
import { type ActiveCondition, activePeriod } from '../../../parts/filters/condition'
import { NoMatches } from '../../../parts/filters/NoMatches'
import { isAllTime } from '../../../parts/period/words'
import { pageArguments, Pager } from '../../../parts/table/Pager'
import { type Column, Table } from '../../../parts/table/Table'
import { FIRST_PAGE, periodParams, pick, placeParams, type Sorted } from '../../../urls'
import { resolve } from '../../../urls/resolvePeriod'
import type { UserSearch } from '../../../urls/user'

const TAB_SIZE = 20

export interface TabProps {
  userId: string
  search: UserSearch
  onChange: (patch: UserSearch, replace?: boolean) => void
}

interface UserListProps<Row, Sort extends string> extends Pick<TabProps, 'search' | 'onChange'> {
  /** Missing where there is no such user. */
  list: { totalCount: Amount; pageInfo: PageInfoFragment; nodes: readonly Row[] } | undefined
  /** What it holds, as one would say "the feedback". */
  caption: string
  noun: string
  columns: readonly Column<Row, Sort>[]
  rowKey: (row: Row) => string
  /** What the rows answer. */
  question: unknown
  sort?: Sorted<Sort>
  onSort?: (sort: Sorted<Sort>) => void
  /** The conditions that may empty it, but for the period. */
  active?: readonly ActiveCondition<UserSearch>[]
  /** How many there are at another address. */
  renderCount?: (search: UserSearch) => ReactNode
  /** What to know where there is nothing. */
  hint?: ReactNode
}

/** What of the address a list is about, beside what these parameters say. */
export function listView<P extends object>(search: UserSearch, params: P) {
  return pick({ ...periodParams, ...placeParams, ...params }, search)
}

export function tabVariables(userId: string, view: UserSearch, now: number) {
  return { userId, period: resolve(view, now).period, ...pageArguments(view, TAB_SIZE) }
}

export function UserList<Row, Sort extends string>(props: UserListProps<Row, Sort>) {
  const { list, caption, columns, rowKey, question, sort, onSort, search, onChange, noun } = props
  if (!list || Number(list.totalCount) === 0) return <Nothing {...props} />
  return (
    <>
      <Table
        caption={caption}
        columns={columns}
        rows={list.nodes}
        rowKey={rowKey}
        question={question}
        sort={sort}
        onSort={onSort}
      />
      <Pager
        info={list.pageInfo}
        at={search}
        total={Number(list.totalCount)}
        size={TAB_SIZE}
        noun={noun}
        onPage={onChange}
      />
    </>
  )
}

const NONE: readonly never[] = []

type NothingProps = Pick<
  UserListProps<never, never>,
  'search' | 'onChange' | 'caption' | 'active' | 'renderCount' | 'hint'
>

function Nothing({ search, onChange, caption, active = NONE, renderCount, hint }: NothingProps) {
  const title = `No ${caption.toLowerCase()}${active.length > 0 ? ' like that' : ''}`
  return (
    <NoMatches<UserSearch>
      title={isAllTime(search) || active.length > 0 ? title : `${title} in this period`}
      search={search}
      active={[...active, ...activePeriod(search)]}
      onChange={(patch) => onChange({ ...patch, ...FIRST_PAGE })}
      renderCount={renderCount}
    >
      {hint}
    </NoMatches>
  )
}
