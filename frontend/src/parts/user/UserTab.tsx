// What the tabs of a user have in common: a page of a list, newest first.
import type { ReactNode } from 'react'
import { resolve } from '../../period'
import type { PageSearch } from '../../urls'
import type { UserSearch } from '../../userUrl'
import { Notice } from '../Notice'
import { pageArguments, type PageInfo, Pager } from '../Pager'
import { type Column, Table } from '../Table'

const TAB_SIZE = 20

export interface TabProps {
  userId: string
  search: UserSearch
  onPage: (page: PageSearch) => void
}

interface UserListProps<Row> extends TabProps {
  /** Missing where there is no such user. */
  list: { totalCount: number; pageInfo: PageInfo; nodes: readonly Row[] } | undefined
  /** What it holds, as one would say "the feedback". */
  caption: string
  noun: string
  columns: readonly Column<Row>[]
  rowKey: (row: Row) => string
  /** What to know where there is nothing. */
  hint?: ReactNode
}

export function tabVariables(userId: string) {
  return (view: UserSearch, now: number) => ({
    userId,
    period: resolve(view, now).period,
    ...pageArguments(view, TAB_SIZE),
  })
}

export function UserList<Row>(props: UserListProps<Row>) {
  const { list, caption, noun, columns, rowKey, hint, search, onPage } = props
  if (!list || list.totalCount === 0) {
    return <Notice title={`No ${caption.toLowerCase()} in this period`}>{hint}</Notice>
  }
  return (
    <>
      <Table
        caption={caption}
        columns={columns}
        rows={list.nodes}
        rowKey={rowKey}
        question={search}
      />
      <Pager
        info={list.pageInfo}
        at={search}
        total={list.totalCount}
        size={TAB_SIZE}
        noun={noun}
        onPage={onPage}
      />
    </>
  )
}
