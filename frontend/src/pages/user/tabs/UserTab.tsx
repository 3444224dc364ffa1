// What the tabs of a user have in common: a page of a list, and what to do where it is empty.
import type { ComponentType, ReactNode } from 'react'
import { periodWords } from '../../../parts/usersList/userFilter'
import type { Amount } from '../../../format'
import { resolve } from '../../../urls/resolvePeriod'
import type { PageSearch, Sorted } from '../../../urls'
import { placeOf, type UserSearch } from '../../../urls/user'
import { Notice } from '../../../parts/Notice'
import { FIRST_PAGE, pageArguments, type PageInfo, Pager } from '../../../parts/table/Pager'
import { type Column, Table } from '../../../parts/table/Table'

const TAB_SIZE = 20

export interface TabProps {
  userId: string
  search: UserSearch
  onChange: (patch: UserSearch, replace?: boolean) => void
}

/** One condition of a list, in words, and what the address is without it. */
export interface Active {
  words: string
  without: UserSearch
}

interface UserListProps<Row, Sort extends string> extends TabProps {
  /** Missing where there is no such user. */
  list: { totalCount: Amount; pageInfo: PageInfo; nodes: readonly Row[] } | undefined
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
  active?: readonly Active[]
  /** How many there are at another address. */
  HowMany?: ComponentType<{ userId: string; search: UserSearch }>
  /** What to know where there is nothing. */
  hint?: ReactNode
}

export function tabVariables(userId: string, view: UserSearch, now: number) {
  return {
    userId,
    period: resolve(view, now).period,
    ...pageArguments(placeOf(view), TAB_SIZE),
  }
}

export function UserList<Row, Sort extends string>(props: UserListProps<Row, Sort>) {
  const { list, caption, noun, columns, rowKey, question, sort, onSort, search, onChange } = props
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
        at={placeOf(search)}
        total={Number(list.totalCount)}
        size={TAB_SIZE}
        noun={noun}
        onPage={(page: PageSearch) => onChange(page)}
      />
    </>
  )
}

const NONE: readonly Active[] = []

type NothingProps = Pick<
  UserListProps<never, never>,
  'userId' | 'search' | 'onChange' | 'caption' | 'active' | 'HowMany' | 'hint'
>

/** Which condition empties the list, and how much there is without it. */
function Nothing({
  userId,
  search,
  onChange,
  caption,
  active = NONE,
  HowMany,
  hint,
}: NothingProps) {
  const always = search.period === 'all' && !search.from && !search.to
  const whole: UserSearch = { period: 'all', from: undefined, to: undefined }
  const period: Active = { words: `period ${periodWords(search)}`, without: whole }
  const title =
    active.length > 0 ? `No ${caption.toLowerCase()} like that` : `No ${caption.toLowerCase()}`
  return (
    <Notice title={always || active.length > 0 ? title : `${title} in this period`}>
      {hint}
      <ul className="without">
        {[...active, ...(always ? [] : [period])].map(({ words, without }) => (
          <li key={words}>
            <button type="button" onClick={() => onChange({ ...without, ...FIRST_PAGE })}>
              Without {words}
            </button>
            {HowMany && <HowMany userId={userId} search={{ ...search, ...without }} />}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
