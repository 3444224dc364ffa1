// The traces of one user in a period.
import { Link } from '@tanstack/react-router'
import { useAnswer } from '../../../api/answers'
import { graphql } from '../../../generated'
import type { UserTracesQuery } from '../../../generated/graphql'
import { Show } from '../../../parts/Answer'
import { FeedbackValue } from '../../../parts/feedback/FeedbackValue'
import { Compact, Count, Duration, Errors, Money, RelativeTime } from '../../../parts/Figures'
import { activeConditions, filterOf } from '../../../parts/filters/condition'
import { FilterBar } from '../../../parts/filters/FilterBar'
import { MatchCount } from '../../../parts/filters/NoMatches'
import { Id } from '../../../parts/Id'
import { MAX_LISTED, Shortened } from '../../../parts/Shortened'
import { type Column, numberColumn } from '../../../parts/table/Table'
import { FIRST_PAGE, periodParams, pick } from '../../../urls'
import { resolve } from '../../../urls/resolvePeriod'
import {
  readTags,
  traceListParams,
  type TraceSort,
  type UserSearch,
  writeTags,
} from '../../../urls/user'
import { useAddress } from '../address'
import { DEFAULT_TRACE_SORT, TRACE_CONDITIONS, traceOrder } from './traceFilter'
import { listView, tabVariables, UserList } from './UserTab'

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

/** There is room for so many in a row. */
const MAX_IN_ROW = 3

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
  { id: 'given', header: 'Feedback', cell: Given },
  { id: 'environment', header: 'Environment', cell: (of) => of.environment },
]

function Name(trace: Trace) {
  return (
    <>
      <Link to="/traces/$traceId" params={{ traceId: trace.traceId }} className="name">
        {trace.name || <Id of={trace.traceId} />}
      </Link>
      <Shortened of={trace.tags} noun="tag" most={MAX_IN_ROW} inline>
        {(shown) => shown.map((tag) => <Tag key={tag} tag={tag} />)}
      </Shortened>
    </>
  )
}

function Tag({ tag }: { tag: string }) {
  return (
    <Link
      from="/users/$userId"
      to="."
      search={(search) => ({ ...search, ...FIRST_PAGE, traceTags: withTag(search, tag) })}
      resetScroll={false}
      className="tag"
      title={`Only traces with the tag ${tag}`}
    >
      {tag}
    </Link>
  )
}

function Given(trace: Trace) {
  return (
    <Shortened
      of={trace.feedback}
      noun="feedback entry"
      nouns="feedback entries"
      most={MAX_IN_ROW}
      end={MAX_LISTED}
      inline
    >
      {(shown) =>
        shown.map((given) => (
          <span key={given.feedbackId} className="tag" title={given.comment ?? undefined}>
            {given.name} <FeedbackValue of={given} />
          </span>
        ))
      }
    </Shortened>
  )
}

function withTag({ traceTags }: UserSearch, tag: string): string | undefined {
  return writeTags([...new Set([...readTags(traceTags), tag])])
}

export function UserTraces() {
  const { userId, search, change } = useAddress()
  const view = listView(search, traceListParams)
  const answer = useAnswer(UserTracesDocument, {
    view,
    subject: userId,
    variables: (of, now) => ({
      ...tabVariables(userId, of, now),
      filter: filterOf(TRACE_CONDITIONS, of, now),
      orderBy: traceOrder(of),
    }),
  })
  const list = (patch: UserSearch, replace?: boolean) =>
    change({ ...FIRST_PAGE, ...patch }, replace)
  const environments = answer.state === 'ready' ? answer.data.user?.environments : undefined
  return (
    <>
      <FilterBar
        label="Which traces"
        conditions={TRACE_CONDITIONS}
        search={search}
        choices={{ environments: environments ?? [] }}
        onChange={list}
      />
      <Show answer={answer}>
        {({ user }) => (
          <UserList
            list={user?.traces}
            caption="Traces"
            noun="trace"
            columns={columns}
            rowKey={(of) => of.id}
            question={view}
            sort={search.traceSort ?? DEFAULT_TRACE_SORT}
            onSort={(traceSort) => list({ traceSort })}
            active={activeConditions(TRACE_CONDITIONS, search)}
            renderCount={(other) => <TraceCount search={other} />}
          />
        )}
      </Show>
    </>
  )
}

function TraceCount({ search }: { search: UserSearch }) {
  const { userId } = useAddress()
  const view = pick({ ...periodParams, ...traceListParams }, search)
  const answer = useAnswer(UserTracesDocument, {
    view,
    subject: `${userId} ${JSON.stringify(view)}`,
    variables: (of, now) => ({
      userId,
      first: 1,
      period: resolve(of, now).period,
      filter: filterOf(TRACE_CONDITIONS, of, now),
    }),
  })
  return <MatchCount answer={answer} of={({ user }) => user?.traces.totalCount ?? 0} noun="trace" />
}
