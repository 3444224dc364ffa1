// What the tabs of a user have in common: a page of a list, and what to do where it is empty.
import type { ReactNode } from 'react'
import { type Answer, type Question, useAnswer } from '../../../api/answers'
import type { Amount } from '../../../format'
import type { PageInfoFragment, TypedDocumentString } from '../../../generated/graphql'
import { Show } from '../../../parts/Answer'
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

interface Asked<T, V> {
  document: TypedDocumentString<T, V>
  question: Question<T, V, UserSearch>
  answer: Answer<T>
}

interface UserListProps<T, V, Row, Sort extends string> extends Omit<
  TableProps<Row, Sort>,
  'rows' | 'question'
> {
  asked: Asked<T, V>
  /** Missing where there is no such user. */
  list: (
    data: T,
  ) => { totalCount: Amount; pageInfo: PageInfoFragment; nodes: readonly Row[] } | undefined
  noun: string
  nouns?: string
  /** The conditions that may empty it, but for the period. */
  active?: readonly ActiveCondition<UserSearch>[]
  /** What to know where there is nothing. */
  hint?: ReactNode
}

/** Asks for a page of a list, which is about these parameters, the period and the place. */
export function useUserList<T, V>(
  document: TypedDocumentString<T, V>,
  params: object,
  variables: (userId: string, of: UserSearch, now: number) => NoInfer<V>,
): Asked<T, V> {
  const { userId, search } = useAddress()
  const question = {
    view: pick({ ...periodParams, ...placeParams, ...params }, search) as UserSearch,
    subject: userId,
    variables: (of: UserSearch, now: number) => variables(userId, of, now),
  }
  return { document, question, answer: useAnswer(document, question) }
}

export function tabVariables(userId: string, view: UserSearch, now: number) {
  return { userId, period: resolve(view, now).period, ...pageArguments(view, TAB_SIZE) }
}

const NONE: readonly never[] = []

export function UserList<T, V, Row, Sort extends string>(props: UserListProps<T, V, Row, Sort>) {
  const { asked, list, noun, nouns, active = NONE, hint, ...table } = props
  const { document, question } = asked
  const { search, change } = useAddress()
  const title = `No ${table.caption.toLowerCase()}${active.length > 0 ? ' like that' : ''}`
  return (
    <Show answer={asked.answer}>
      {(data) => {
        const page = list(data)
        if (!page || Number(page.totalCount) === 0)
          return (
            <NoMatches
              title={isAllTime(search) || active.length > 0 ? title : `${title} in this period`}
              active={[...active, ...activePeriod(search)]}
              onChange={(patch) => change({ ...patch, ...FIRST_PAGE })}
              counting={{
                ...question,
                view: { ...question.view, ...FIRST_PAGE },
                document,
                of: (other) => list(other)?.totalCount,
                noun,
                nouns,
              }}
            >
              {hint}
            </NoMatches>
          )
        return (
          <>
            <Table {...table} question={question.view} rows={page.nodes} />
            <Pager
              info={page.pageInfo}
              at={search}
              total={Number(page.totalCount)}
              size={TAB_SIZE}
              noun={noun}
              nouns={nouns}
              onPage={change}
            />
          </>
        )
      }}
    </Show>
  )
}
