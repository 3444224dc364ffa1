// The users list: who they are and what each measure says of them in a period.
import { getRouteApi, Link } from '@tanstack/react-router'
import { userFilter } from '../filters'
import { graphql } from '../generated'
import type { UserOrderField, UsersQuery, UsersQueryVariables } from '../generated/graphql'
import { useAnswer } from '../graphql'
import { Show } from '../parts/Answer'
import { EnvironmentPicker } from '../parts/EnvironmentPicker'
import { Ago, Compact, Count, Errors, Money, Rating } from '../parts/Figures'
import { FilterBar } from '../parts/FilterBar'
import { useTitle } from '../parts/Frame'
import { NoUsers } from '../parts/NoUsers'
import { FIRST_PAGE, pageArguments, Pager } from '../parts/Pager'
import { PeriodPicker } from '../parts/PeriodPicker'
import { SearchBox } from '../parts/SearchBox'
import { Setup } from '../parts/Setup'
import { Sparkline } from '../parts/Sparkline'
import { type Column, Table } from '../parts/Table'
import { resolve, sparkInterval } from '../period'
import { useProject } from '../project'
import type { UserSort, UsersSearch } from '../urls'

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
      nodes {
        id
        userId
        name
        email
        firstSeenAt
        lastSeenAt
        metrics(period: $period, environments: $environments) {
          ...Sums
        }
        activity(period: $drawn, interval: $interval, environments: $environments) {
          metrics {
            traceCount
          }
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

type User = UsersQuery['users']['nodes'][number]

const columns: readonly Column<User, UserSort>[] = [
  { id: 'user', header: 'User', sort: 'user', upwardsFirst: true, cell: Name },
  { id: 'last', header: 'Last seen', sort: 'last-seen', cell: (of) => <Ago at={of.lastSeenAt} /> },
  {
    id: 'first',
    header: 'First seen',
    sort: 'first-seen',
    cell: (of) => <Ago at={of.firstSeenAt} />,
  },
  {
    id: 'traces',
    header: 'Traces',
    sort: 'traces',
    numeric: true,
    cell: (of) => <Count of={of.metrics.traceCount} />,
  },
  {
    id: 'sessions',
    header: 'Sessions',
    sort: 'sessions',
    numeric: true,
    cell: (of) => <Count of={of.metrics.sessionCount} />,
  },
  {
    id: 'errors',
    header: 'Errors',
    sort: 'errors',
    numeric: true,
    cell: (of) => <Errors of={of.metrics.errorCount} />,
  },
  {
    id: 'tokens',
    header: 'Tokens',
    sort: 'tokens',
    numeric: true,
    cell: (of) => <Compact of={of.metrics.totalTokens} />,
  },
  {
    id: 'cost',
    header: 'Cost',
    sort: 'cost',
    numeric: true,
    cell: (of) => <Money of={of.metrics.costUsd} />,
  },
  {
    id: 'feedback',
    header: 'Feedback',
    sort: 'feedback',
    numeric: true,
    cell: ({ metrics }) => (
      <Rating count={metrics.feedbackCount} average={metrics.feedbackAverage} />
    ),
  },
  { id: 'activity', header: 'Activity', cell: Activity },
]

const ORDER_FIELDS: Record<UserSort, UserOrderField> = {
  user: 'USER_ID',
  'first-seen': 'FIRST_SEEN_AT',
  'last-seen': 'LAST_SEEN_AT',
  traces: 'TRACE_COUNT',
  sessions: 'SESSION_COUNT',
  errors: 'ERROR_COUNT',
  tokens: 'TOTAL_TOKENS',
  cost: 'COST_USD',
  feedback: 'FEEDBACK_AVERAGE',
}
const PAGE_SIZE = 50
const DEFAULT_SORT = '-last-seen'

function variables(search: UsersSearch, now: number): UsersQueryVariables {
  const resolved = resolve(search, now)
  const sort = search.sort ?? DEFAULT_SORT
  const descending = sort.startsWith('-')
  return {
    ...pageArguments(search, PAGE_SIZE),
    period: resolved.period,
    drawn: resolved.drawn,
    interval: sparkInterval(resolved),
    environments: search.env === undefined ? undefined : [search.env],
    filter: userFilter(search),
    orderBy: {
      field: ORDER_FIELDS[sort.replace(/^-/, '') as UserSort],
      direction: descending ? 'DESC' : 'ASC',
    },
  }
}

const route = getRouteApi('/users')

export function UsersPage() {
  useTitle('Users')
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const answer = useAnswer(UsersDocument, { view: search, variables })
  const project = useProject()
  const { environments, feedbackNames } =
    project.state === 'ready' ? project.data.project : { environments: [], feedbackNames: [] }
  // Another filter or order begins at its first page.
  const change = (patch: Partial<UsersSearch>, replace = false) =>
    void navigate({ search: { ...search, ...FIRST_PAGE, ...patch }, replace, resetScroll: false })
  if (answer.state === 'ready' && answer.data.arrived.nodes.length === 0) return <Setup />
  return (
    <>
      <div className="heading">
        <h1>Users</h1>
        <EnvironmentPicker
          value={search.env}
          environments={environments}
          onChange={(env) => change({ env })}
        />
        <PeriodPicker value={search} onChange={change} />
      </div>
      <div className="toolbar">
        <SearchBox
          label="Search id, name or e-mail"
          value={search.q ?? ''}
          onChange={(text) => change({ q: text || undefined }, true)}
        />
        <FilterBar search={search} feedbackNames={feedbackNames} onChange={change} />
      </div>
      <Show answer={answer}>
        {({ users }) =>
          users.totalCount === 0 ? (
            <NoUsers search={search} onChange={change} />
          ) : (
            <>
              <Table
                caption="Users"
                columns={columns}
                rows={users.nodes}
                rowKey={(user) => user.id}
                sort={search.sort ?? DEFAULT_SORT}
                onSort={(sort) => change({ sort })}
              />
              <Pager
                info={users.pageInfo}
                at={search}
                total={users.totalCount}
                size={PAGE_SIZE}
                noun="user"
                onPage={(page) => void navigate({ search: { ...search, ...page } })}
              />
            </>
          )
        }
      </Show>
    </>
  )
}

function Name(user: User) {
  const shown = user.name ?? user.email
  return (
    <Link
      to="/users/$userId"
      params={{ userId: user.userId }}
      search={({ period, from, to }) => ({ period, from, to })}
      className="name"
    >
      <span title={user.userId}>{shown ?? user.userId}</span>
      {shown !== null && shown !== undefined && shown !== user.userId && (
        <small className="faint">{user.userId}</small>
      )}
    </Link>
  )
}

function Activity(user: User) {
  const values = user.activity.map((point) => point.metrics.traceCount)
  return <Sparkline values={values} noun="trace" />
}
