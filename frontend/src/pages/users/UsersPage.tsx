// The users list: who they are and what each measure says of them in a period.
import type { QueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useNow } from '../../hooks/clock'
import { environmentsOf } from '../../parts/usersList/userFilter'
import { graphql } from '../../generated'
import type { UsersQuery, UsersQueryVariables } from '../../generated/graphql'
import { askAhead, useAhead, useAnswer } from '../../api/graphql'
import { useKey } from '../../hooks/shortcuts'
import { Show } from '../../parts/Answer'
import { PeriodPicker } from '../../parts/period/PeriodPicker'
import { SearchBox } from '../../parts/controls/SearchBox'
import { useTitle } from '../../parts/frame/Frame'
import { FIRST_PAGE, NOWHERE, pageArguments, Pager, pagesAround } from '../../parts/table/Pager'
import { Setup } from '../../parts/setup/Setup'
import { Table } from '../../parts/table/Table'
import { columnsOf } from './columns'
import type { Choices } from '../../parts/usersList/fields'
import { FilterBar } from '../../parts/filters/FilterBar'
import { activityAhead, ListActivity } from './ListActivity'
import { ListBar } from './ListBar'
import { NoUsers } from './NoUsers'
import { isOpen, resolve, sparkInterval } from '../../urls/resolvePeriod'
import { useProject, useSince } from '../../api/project'
import type { PageSearch } from '../../urls'
import { DEFAULT_USER_SORT, filterOf, listVariables } from '../../parts/usersList/usersList'
import { readColumns, type UsersSearch } from '../../urls/users'

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
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
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

/** What the address says, and since when there is something where the period has no beginning. */
interface Listing extends UsersSearch {
  since: string | null | undefined
}

/** Without what only says how the answer is shown, and with what the columns need of it. */
function asked({ cols, measure: _measure, chart: _chart, ...search }: Listing) {
  const columns = readColumns(cols)
  return {
    ...search,
    latency: columns.includes('latency'),
    activity: columns.includes('activity'),
  }
}

function variables(view: ReturnType<typeof asked>, now: number): UsersQueryVariables {
  const resolved = resolve(view, now, view.since)
  return {
    ...pageArguments(view, PAGE_SIZE),
    ...listVariables(view, now),
    drawn: resolved.drawn,
    interval: sparkInterval(resolved),
    environments: environmentsOf(view),
    latency: view.latency,
    activity: view.activity,
  }
}

/** Asks for the list before the page is drawn, unless something else must be known first. */
export function usersAhead(client: QueryClient, search: UsersSearch): void {
  if (isOpen(search)) return
  askAhead(client, UsersDocument, { view: asked({ ...search, since: null }), variables })
  if (search.chart !== 'off') activityAhead(client, filterOf(search))
}

const route = getRouteApi('/users')
const NO_CHOICES: Choices = { environments: [], feedbackNames: [] }

export function UsersPage() {
  useTitle('Users')
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const since = useSince(search)
  const listing = { ...search, since }
  const answer = useAnswer(UsersDocument, {
    view: asked(listing),
    variables,
    waits: since === undefined,
  })
  const project = useProject()
  const show = (patch: Partial<UsersSearch>, replace = false) =>
    void navigate({ search: { ...search, ...patch }, replace, resetScroll: false })
  // Another filter or order begins at its first page.
  const change = (patch: Partial<UsersSearch>, replace = false) =>
    show({ ...FIRST_PAGE, ...patch }, replace)
  if (answer.state === 'ready' && answer.data.arrived.nodes.length === 0) return <Setup />
  const listed = {
    search: listing,
    onChange: change,
    onPage: (page: PageSearch) => void navigate({ search: { ...search, ...page } }),
  }
  return (
    <>
      <div className="heading">
        <h1>Users</h1>
        <PeriodPicker value={search} onChange={change} />
      </div>
      <div className="toolbar">
        <SearchBox
          label="Search id, name or e-mail"
          value={search.q ?? ''}
          onChange={(text) => change({ q: text || undefined }, true)}
        />
        <FilterBar
          search={search}
          choices={project.state === 'ready' ? project.data.project : NO_CHOICES}
          onChange={change}
        />
      </div>
      {search.chart !== 'off' && (
        <ListActivity
          search={filterOf(search)}
          since={since}
          measure={search.measure ?? 'users'}
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
  onChange: (patch: Partial<UsersSearch>) => void
  onPage: (page: PageSearch) => void
}

function Listed({ search, users, changing = false, onChange, onPage }: ListedProps) {
  const interval = sparkInterval(resolve(search, useNow(), search.since))
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
        question={asked(search)}
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
  useAhead(
    UsersDocument,
    around.map((page) => asked({ ...search, ...page })),
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
