// The users list: who they are and what each measure says of them in a period.
import type { QueryClient } from '@tanstack/react-query'
import { prefetch, useAnswer, usePrefetch } from '../../api/answers'
import { useProject } from '../../api/project'
import { graphql } from '../../generated'
import type { UsersQuery } from '../../generated/graphql'
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
import { isOpen, type PeriodView, resolve, sparkInterval } from '../../urls/resolvePeriod'
import { feedbackNameIn, readColumns, type UsersSearch } from '../../urls/users'
import { useAddress } from './address'
import { useColumns } from './columns'
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
    $feedback: String
    $showsFeedback: Boolean!
    $named: [String!]
    $showsNamed: Boolean!
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
  const named = columns.map(feedbackNameIn).filter((name) => name !== undefined)
  return {
    ...search,
    named,
    showsFeedback: columns.includes('feedback'),
    showsLatency: columns.includes('latency'),
    showsActivity: columns.includes('activity'),
  }
}

function variables(view: ReturnType<typeof viewOf>, now: number) {
  const resolved = resolve(view, now)
  return {
    ...pageArguments(view, PAGE_SIZE),
    ...listVariables(view, now),
    drawn: resolved.drawn,
    interval: sparkInterval(resolved),
    environments: environmentsOf(view),
    feedback: view.feedback,
    showsFeedback: view.showsFeedback,
    named: view.named,
    showsNamed: view.named.length > 0,
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

const NO_CHOICES: UserChoices = { environments: [], feedbackKinds: [] }

export function UsersPage() {
  useTitle('Users')
  const { search, period, change } = useAddress()
  const answer = useAnswer(UsersDocument, {
    view: viewOf({ ...search, ...period }),
    variables,
    waits: period.since === undefined,
  })
  const project = useProject()
  if (answer.state === 'ready' && answer.data.arrived.nodes.length === 0) return <Setup />
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
      {search.chart !== 'off' && <ListActivity />}
      <ListBar total={answer.state === 'ready' ? Number(answer.data.users.totalCount) : null} />
      <Show answer={answer} skeleton={<Listed users={null} />}>
        {({ users }) => (
          <Listed users={users} changing={answer.state === 'ready' && answer.changing} />
        )}
      </Show>
    </>
  )
}

interface ListedProps {
  /** Null until they are known. */
  users: UsersQuery['users'] | null
  /** What is shown is another list, then, and so are its cursors. */
  changing?: boolean
}

function Listed({ users, changing = false }: ListedProps) {
  const { search, period, change } = useAddress()
  const listing = { ...search, ...period }
  const interval = sparkInterval(resolve(listing, useNow()))
  const { cols, feedback } = search
  const kind = users?.edges[0]?.node.metrics.feedback
  const columns = useColumns({ cols, feedback, kind, interval })
  if (users && Number(users.totalCount) === 0) return <NoUsers search={listing} onChange={change} />
  return (
    <>
      <Table
        caption="Users"
        columns={columns}
        rows={users && users.edges}
        rowKey={({ node }) => node.id}
        question={viewOf(listing)}
        sort={search.sort ?? DEFAULT_USER_SORT}
        onSort={(sort) => change({ sort })}
        walked="user"
        fixed
      />
      {users && <Pages users={users} changing={changing} />}
    </>
  )
}

function Pages({ users, changing }: { users: UsersQuery['users']; changing: boolean }) {
  const { search, period, turn } = useAddress()
  const { previous, next } = changing ? NOWHERE : pagesAround(search, users.pageInfo)
  const around = [next, previous].filter((page) => page !== null)
  usePrefetch(
    UsersDocument,
    around.map((page) => viewOf({ ...search, ...period, ...page })),
    variables,
  )
  useKey('[', 'The page before', () => previous && turn(previous))
  useKey(']', 'The next page', () => next && turn(next))
  return (
    <Pager
      info={users.pageInfo}
      at={search}
      total={Number(users.totalCount)}
      size={PAGE_SIZE}
      noun="user"
      counted={false}
      changing={changing}
      onPage={turn}
    />
  )
}
