// The traces of one user in a period.
import { Link } from '@tanstack/react-router'
import { graphql } from '../../../generated'
import type { UserTracesQuery } from '../../../generated/graphql'
import { Compact, Count, Duration, Errors, Money, RelativeTime } from '../../../parts/Figures'
import { activeConditions, filterOf } from '../../../parts/filters/condition'
import { FilterBar } from '../../../parts/filters/FilterBar'
import { Id } from '../../../parts/Id'
import { type Column, numberColumn } from '../../../parts/table/Table'
import { GivenFeedback, TraceTags } from '../../../parts/tracesList/cells'
import {
  DEFAULT_TRACE_SORT,
  TRACE_CONDITIONS,
  traceOrder,
} from '../../../parts/tracesList/traceConditions'
import { FIRST_PAGE } from '../../../urls'
import { traceListParams, type TraceSort } from '../../../urls/traces'
import type { UserSearch } from '../../../urls/user'
import { useAddress } from '../address'
import { tabVariables, UserList, useUserList } from './UserTab'

const UserTracesDocument = graphql(`
  query UserTraces(
    $userId: String!
    $first: Int
    $after: String
    $last: Int
    $before: String
    $period: Period
    $filter: TraceFilter
    $orderBy: TraceOrder
  ) {
    user(userId: $userId) {
      environments
      traces(
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
        nodes {
          id
          traceId
          name
          environment
          tags
          startedAt
          latencyMs
          spanCount
          errorCount
          totalTokens
          costUsd
          feedback(first: 100) {
            ...FeedbackRow
          }
        }
      }
    }
  }
`)

type Trace = NonNullable<UserTracesQuery['user']>['traces']['nodes'][number]

const columns: readonly Column<Trace, TraceSort>[] = [
  { id: 'trace', header: 'Trace', cell: Name },
  {
    id: 'started',
    header: 'Started',
    sort: 'started',
    cell: (of) => <RelativeTime at={of.startedAt} />,
  },
  numberColumn('took', 'Took', (of) => <Duration ms={of.latencyMs} />, 'took'),
  numberColumn('spans', 'Spans', (of) => <Count of={of.spanCount} />),
  numberColumn('errors', 'Errors', (of) => <Errors of={of.errorCount} />),
  numberColumn('tokens', 'Tokens', (of) => <Compact of={of.totalTokens} />, 'tokens'),
  numberColumn('cost', 'Cost', (of) => <Money of={of.costUsd} />, 'cost'),
  { id: 'given', header: 'Feedback', cell: (of) => <GivenFeedback of={of.feedback} /> },
  { id: 'environment', header: 'Environment', cell: (of) => of.environment },
]

function Name(trace: Trace) {
  return (
    <>
      <Link to="/traces/$traceId" params={{ traceId: trace.traceId }} className="name">
        {trace.name || <Id of={trace.traceId} />}
      </Link>
      <TraceTags of={trace.tags} from="/users/$userId" />
    </>
  )
}

export function UserTraces() {
  const { search, change } = useAddress()
  const asked = useUserList(UserTracesDocument, traceListParams, (userId, of, now) => ({
    ...tabVariables(userId, of, now),
    filter: filterOf(TRACE_CONDITIONS, of, now),
    orderBy: traceOrder(of),
  }))
  const list = (patch: UserSearch, replace?: boolean) =>
    change({ ...FIRST_PAGE, ...patch }, replace)
  const { answer } = asked
  const environments = answer.state === 'ready' ? answer.data.user?.environments : undefined
  return (
    <>
      <FilterBar
        label="Which traces"
        conditions={TRACE_CONDITIONS}
        search={search}
        choices={{ environments: environments ?? [], feedbackNames: [] }}
        onChange={list}
      />
      <UserList
        asked={asked}
        list={({ user }) => user?.traces}
        caption="Traces"
        noun="trace"
        columns={columns}
        rowKey={(of) => of.id}
        sort={search.traceSort ?? DEFAULT_TRACE_SORT}
        onSort={(traceSort) => list({ traceSort })}
        active={activeConditions(TRACE_CONDITIONS, search)}
      />
    </>
  )
}
