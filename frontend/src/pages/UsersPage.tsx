// The users list: who they are and what each measure says of them in a period.
import { getRouteApi, Link } from '@tanstack/react-router'
import { graphql } from '../generated'
import type { UsersQuery, UsersQueryVariables } from '../generated/graphql'
import { useAnswer } from '../graphql'
import { Show } from '../parts/Answer'
import { EnvironmentPicker } from '../parts/controls/EnvironmentPicker'
import { Ago, Compact, Count, Errors, Money, Rating } from '../parts/Figures'
import { FilterBar } from '../parts/users/FilterBar'
import { useTitle } from '../parts/frame/Frame'
import { NoUsers } from '../parts/users/NoUsers'
import { FIRST_PAGE, pageArguments, Pager } from '../parts/Pager'
import { PeriodPicker } from '../parts/controls/PeriodPicker'
import { SearchBox } from '../parts/controls/SearchBox'
import { Setup } from '../parts/Setup'
import { Sparkline } from '../parts/charts/Sparkline'
import { type Column, Table } from '../parts/Table'
import { resolve, sparkInterval } from '../period'
import { useProject } from '../project'
import type { UserSort, UsersSearch } from '../urls'
import { DEFAULT_USER_SORT, listVariables, openedFrom } from '../usersList'

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
      edges {
        cursor
        node {
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
    }
    arrived: traces(first: 1) {
      nodes {
        traceId
      }
    }
  }
`)

/** A user, and the place in the list. */
type Row = UsersQuery['users']['edges'][number]

const columns: readonly Column<Row, UserSort>[] = [
  { id: 'user', header: 'User', sort: 'user', upwardsFirst: true, cell: Name },
  {
    id: 'last',
    header: 'Last seen',
    sort: 'last-seen',
    cell: ({ node }) => <Ago at={node.lastSeenAt} />,
  },
  {
    id: 'first',
    header: 'First seen',
    sort: 'first-seen',
    cell: ({ node }) => <Ago at={node.firstSeenAt} />,
  },
  {
    id: 'traces',
    header: 'Traces',
    sort: 'traces',
    numeric: true,
    cell: ({ node }) => <Count of={node.metrics.traceCount} />,
  },
  {
    id: 'sessions',
    header: 'Sessions',
    sort: 'sessions',
    numeric: true,
    cell: ({ node }) => <Count of={node.metrics.sessionCount} />,
  },
  {
    id: 'errors',
    header: 'Errors',
    sort: 'errors',
    numeric: true,
    cell: ({ node }) => <Errors of={node.metrics.errorCount} />,
  },
  {
    id: 'tokens',
    header: 'Tokens',
    sort: 'tokens',
    numeric: true,
    cell: ({ node }) => <Compact of={node.metrics.totalTokens} />,
  },
  {
    id: 'cost',
    header: 'Cost',
    sort: 'cost',
    numeric: true,
    cell: ({ node }) => <Money of={node.metrics.costUsd} />,
  },
  {
    id: 'feedback',
    header: 'Feedback',
    sort: 'feedback',
    numeric: true,
    cell: ({ node: { metrics } }) => (
      <Rating count={metrics.feedbackCount} average={metrics.feedbackAverage} />
    ),
  },
  { id: 'activity', header: 'Activity', cell: Activity },
]

const PAGE_SIZE = 50

function variables(search: UsersSearch, now: number): UsersQueryVariables {
  const resolved = resolve(search, now)
  return {
    ...pageArguments(search, PAGE_SIZE),
    ...listVariables(search, now),
    drawn: resolved.drawn,
    interval: sparkInterval(resolved),
    environments: search.env === undefined ? undefined : [search.env],
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
                rows={users.edges}
                rowKey={({ node }) => node.id}
                question={search}
                sort={search.sort ?? DEFAULT_USER_SORT}
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

function Name({ cursor, node: user }: Row) {
  const shown = user.name ?? user.email
  return (
    <Link
      from="/users"
      to="/users/$userId"
      params={{ userId: user.userId }}
      search={(list) => openedFrom(list, cursor)}
      className="name"
    >
      <span title={user.userId}>{shown ?? user.userId}</span>
      {shown !== null && shown !== undefined && shown !== user.userId && (
        <small className="faint">{user.userId}</small>
      )}
    </Link>
  )
}

function Activity({ node }: Row) {
  const values = node.activity.map((point) => point.metrics.traceCount)
  return <Sparkline values={values} noun="trace" />
}
