// The users list: who they are and what each measure says of them in a period.
import type { QueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { prefetch, useAnswer, usePrefetch } from '../../api/answers'
import { usePeriod, useProject } from '../../api/project'
import { graphql } from '../../generated'
import type { UsersQuery, UsersQueryVariables } from '../../generated/graphql'
import { useNow } from '../../hooks/clock'
import { useKey } from '../../hooks/shortcuts'
import { Show } from '../../parts/Answer'
import { FilterBar } from '../../parts/filters/FilterBar'
import { useTitle } from '../../parts/frame/Frame'
import { PeriodPicker } from '../../parts/period/PeriodPicker'
import { Setup } from '../../parts/setup/Setup'
import { NOWHERE, pageArguments, Pager, pagesAround } from '../../parts/table/Pager'
import { Table } from '../../parts/table/Table'
import {
  environmentsOf,
  USER_CONDITIONS,
  type UserChoices,
} from '../../parts/usersList/userConditions'
import { DEFAULT_USER_SORT, listVariables } from '../../parts/usersList/usersList'
import { FIRST_PAGE, type PlaceSearch } from '../../urls'
import { isOpen, type PeriodView, resolve, sparkInterval } from '../../urls/resolvePeriod'
import { readColumns, type UsersSearch } from '../../urls/users'
import { columnsOf } from './columns'
import { ListActivity, prefetchActivity } from './ListActivity'
import { ListBar } from './ListBar'
import { NoUsers } from './NoUsers'

const UsersDocument = graphql(`
  query Users(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $period: Period
    $drawn: Period
    $interval: Interval!
    $environments: [String!]
    $filter: UserFilter
    $orderBy: UserOrder
    $latency: Boolean!
    $activity: Boolean!
  ) {
    users(
      first: $first
      after: $after
      last: $last
      before: $before
      period: $period
      filter: $filter
      orderBy: $orderBy
    ) {
      totalCount
      pageInfo {
        ...PageInfo
      }
      edges {
        cursor
        node {
          ...Listed
        }
      }
    }
    arrived: traces(first: 1) {
      nodes {
        traceId
      }
    }
  }
`)

const PAGE_SIZE = 50

type Listing = UsersSearch & PeriodView

/** Without what only says how the answer is shown, and with what the columns need of it. */
function viewOf({ cols, measure: _measure, chart: _chart, ...search }: Listing) {
  const columns = readColumns(cols)
  return {
    ...search,
    showsLatency: columns.includes('latency'),
    showsActivity: columns.includes('activity'),
  }
}

function variables(view: ReturnType<typeof viewOf>, now: number): UsersQueryVariables {
  const resolved = resolve(view, now)
  return {
    ...pageArguments(view, PAGE_SIZE),
    ...listVariables(view, now),
    drawn: resolved.drawn,
    interval: sparkInterval(resolved),
    environments: environmentsOf(view),
    latency: view.showsLatency,
    activity: view.showsActivity,
  }
}

/** Asks for the list before the page is drawn, unless something else must be known first. */
export function prefetchUsers(client: QueryClient, search: UsersSearch): void {
  if (isOpen(search)) return
  prefetch(client, UsersDocument, { view: viewOf({ ...search, since: null }), variables })
  if (search.chart !== 'off') prefetchActivity(client, search)
}

const route = getRouteApi('/users')
const NO_CHOICES: UserChoices = { environments: [], feedbackNames: [] }

export function UsersPage() {
  useTitle('Users')
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const period = usePeriod(search)
  const listing = { ...search, ...period }
  const answer = useAnswer(UsersDocument, {
    view: viewOf(listing),
    variables,
    waits: period.since === undefined,
  })
  const project = useProject()
  const show = (patch: UsersSearch, replace = false) =>
    void navigate({ search: { ...search, ...patch }, replace, resetScroll: false })
  // Another filter or order begins at its first page.
  const change = (patch: UsersSearch, replace = false) => show({ ...FIRST_PAGE, ...patch }, replace)
  if (answer.state === 'ready' && answer.data.arrived.nodes.length === 0) return <Setup />
  const listed = {
    search: listing,
    onChange: change,
    onPage: (page: PlaceSearch) => void navigate({ search: { ...search, ...page } }),
  }
  return (
    <>
      <div className="heading">
        <h1>Users</h1>
        <PeriodPicker value={search} onChange={change} />
      </div>
      <FilterBar
        label="Filters"
        conditions={USER_CONDITIONS}
        search={search}
        choices={project.state === 'ready' ? project.data.project : NO_CHOICES}
        isAddable
        onChange={change}
      />
      {search.chart !== 'off' && (
        <ListActivity
          search={search}
          period={period}
          onMeasure={(measure) => show({ measure }, true)}
          onZoom={change}
        />
      )}
      <ListBar
        search={search}
        total={answer.state === 'ready' ? Number(answer.data.users.totalCount) : null}
        onShow={(patch) => show(patch, true)}
      />
      <Show answer={answer} skeleton={<Listed {...listed} users={null} />}>
        {({ users }) => (
          <Listed
            {...listed}
            users={users}
            changing={answer.state === 'ready' && answer.changing}
          />
        )}
      </Show>
    </>
  )
}

interface ListedProps {
  search: Listing
  /** Null until they are known. */
  users: UsersQuery['users'] | null
  /** What is shown is another list, then, and so are its cursors. */
  changing?: boolean
  onChange: (patch: UsersSearch) => void
  onPage: (page: PlaceSearch) => void
}

function Listed({ search, users, changing = false, onChange, onPage }: ListedProps) {
  const interval = sparkInterval(resolve(search, useNow()))
  const columns = useMemo(
    () => columnsOf(readColumns(search.cols), interval),
    [search.cols, interval],
  )
  if (users && Number(users.totalCount) === 0)
    return <NoUsers search={search} onChange={onChange} />
  return (
    <>
      <Table
        caption="Users"
        columns={columns}
        rows={users && users.edges}
        rowKey={({ node }) => node.id}
        question={viewOf(search)}
        sort={search.sort ?? DEFAULT_USER_SORT}
        onSort={(sort) => onChange({ sort })}
        walked="user"
        fixed
      />
      {users && <Pages search={search} users={users} changing={changing} onPage={onPage} />}
    </>
  )
}

interface PagesProps extends Required<Pick<ListedProps, 'search' | 'changing' | 'onPage'>> {
  users: UsersQuery['users']
}

function Pages({ search, users, changing, onPage }: PagesProps) {
  const { previous, next } = changing ? NOWHERE : pagesAround(search, users.pageInfo)
  const around = [next, previous].filter((page) => page !== null)
  usePrefetch(
    UsersDocument,
    around.map((page) => viewOf({ ...search, ...page })),
    variables,
  )
  useKey('[', 'The page before', () => previous && onPage(previous))
  useKey(']', 'The next page', () => next && onPage(next))
  return (
    <Pager
      info={users.pageInfo}
      at={search}
      total={Number(users.totalCount)}
      size={PAGE_SIZE}
      noun="user"
      counted={false}
      changing={changing}
      onPage={onPage}
    />
  )
}
