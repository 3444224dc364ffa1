// What the tabs of a user have in common: a page of a list, and what to do where it is empty.
import type { ReactNode } from 'react'
import type { Amount } from '../../../format'
import type { PageInfoFragment } from '../../../generated/graphql'
import { type ActiveCondition, activePeriod } from '../../../parts/filters/condition'
import { NoMatches } from '../../../parts/filters/NoMatches'
import { isAllTime } from '../../../parts/period/words'
import { pageArguments, Pager } from '../../../parts/table/Pager'
import { Table, type TableProps } from '../../../parts/table/Table'
import { FIRST_PAGE, periodParams, pick, placeParams } from '../../../urls'
import { resolve } from '../../../urls/resolvePeriod'
import type { UserSearch } from '../../../urls/user'
import { useAddress } from '../address'

const TAB_SIZE = 20

interface UserListProps<Row, Sort extends string> extends Omit<TableProps<Row, Sort>, 'rows'> {
  /** Missing where there is no such user. */
  list: { totalCount: Amount; pageInfo: PageInfoFragment; nodes: readonly Row[] } | undefined
  noun: string
  nouns?: string
  /** The conditions that may empty it, but for the period. */
  active?: readonly ActiveCondition<UserSearch>[]
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
  const { list, noun, nouns, active, renderCount, hint, ...table } = props
  const { search, change } = useAddress()
  if (!list || Number(list.totalCount) === 0)
    return <Nothing caption={table.caption} active={active} renderCount={renderCount} hint={hint} />
  return (
    <>
      <Table {...table} rows={list.nodes} />
      <Pager
        info={list.pageInfo}
        at={search}
        total={Number(list.totalCount)}
        size={TAB_SIZE}
        noun={noun}
        nouns={nouns}
        onPage={change}
      />
    </>
  )
}

const NONE: readonly never[] = []

type NothingProps = Pick<UserListProps<never, never>, 'caption' | 'active' | 'renderCount' | 'hint'>

function Nothing({ caption, active = NONE, renderCount, hint }: NothingProps) {
  const { search, change } = useAddress()
  const title = `No ${caption.toLowerCase()}${active.length > 0 ? ' like that' : ''}`
  return (
    <NoMatches<UserSearch>
      title={isAllTime(search) || active.length > 0 ? title : `${title} in this period`}
      search={search}
      active={[...active, ...activePeriod(search)]}
      onChange={(patch) => change({ ...patch, ...FIRST_PAGE })}
      renderCount={renderCount}
    >
      {hint}
    </NoMatches>
  )
}
