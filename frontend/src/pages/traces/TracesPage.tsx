// The traces of all users: what was asked, whose it is, and what it took.
import { Link } from '@tanstack/react-router'
import { useAnswer } from '../../api/answers'
import { useProject } from '../../api/project'
import * as format from '../../format'
import { graphql } from '../../generated'
import type { TracesQuery } from '../../generated/graphql'
import { Show } from '../../parts/Answer'
import { Compact, Count, Duration, Errors, Money, RelativeTime } from '../../parts/Figures'
import { activeConditions, activePeriod, filterOf } from '../../parts/filters/condition'
import { FilterBar } from '../../parts/filters/FilterBar'
import { NoMatches } from '../../parts/filters/NoMatches'
import { useTitle } from '../../parts/frame/Frame'
import { Id } from '../../parts/Id'
import { PeriodPicker } from '../../parts/period/PeriodPicker'
import { pageArguments, Pager } from '../../parts/table/Pager'
import { type Column, numberColumn, Table } from '../../parts/table/Table'
import { GivenFeedback, TraceTags } from '../../parts/tracesList/cells'
import { DEFAULT_TRACE_SORT, traceOrder } from '../../parts/tracesList/traceConditions'
import { FIRST_PAGE } from '../../urls'
import { type PeriodView, resolve } from '../../urls/resolvePeriod'
import type { TraceSort, TracesSearch } from '../../urls/traces'
import { useAddress } from './address'
import { TRACES_CONDITIONS } from './conditions'

const TracesDocument = graphql(`
  query Traces(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $period: Period
    $filter: TraceFilter
    $orderBy: TraceOrder
  ) {
    traceTotals(period: $period, filter: $filter) {
      traceCount
      averageLatencyMs
      errorCount
      totalTokens
      costUsd
    }
    traces(
      first: $first
      after: $after
      last: $last
      before: $before
      period: $period
      filter: $filter
      orderBy: $orderBy
    ) {
      pageInfo {
        ...PageInfo
      }
      nodes {
        id
        traceId
        name
        userMessage
        environment
        tags
        startedAt
        latencyMs
        errorCount
        totalTokens
        costUsd
        user {
          userId
          name
        }
        feedback(first: 100) {
          ...FeedbackRow
        }
      }
    }
  }
`)

const PAGE_SIZE = 50

type Listing = TracesSearch & PeriodView
type Trace = TracesQuery['traces']['nodes'][number]

function variables(of: Listing, now: number) {
  return {
    ...pageArguments(of, PAGE_SIZE),
    period: resolve(of, now).period,
    filter: filterOf(TRACES_CONDITIONS, of, now),
    orderBy: traceOrder(of),
  }
}

const columns: readonly Column<Trace, TraceSort>[] = [
  { id: 'asked', header: 'Trace', cell: Asked },
  { id: 'whose', header: 'User', cell: Whose },
  {
    id: 'started',
    header: 'Started',
    sort: 'started',
    cell: (of) => <RelativeTime at={of.startedAt} />,
  },
  numberColumn('took', 'Duration', (of) => <Duration ms={of.latencyMs} />, 'took'),
  numberColumn('errors', 'Errors', (of) => <Errors of={of.errorCount} />, 'errors'),
  numberColumn('tokens', 'Tokens', (of) => <Compact of={of.totalTokens} />, 'tokens'),
  numberColumn('cost', 'Cost', (of) => <Money of={of.costUsd} />, 'cost'),
  { id: 'given', header: 'Feedback', cell: (of) => <GivenFeedback of={of.feedback} /> },
  { id: 'environment', header: 'Environment', cell: (of) => of.environment },
]

/** What was asked says more than a name that all have. */
function Asked({ traceId, name, userMessage, tags }: Trace) {
  return (
    <>
      <Link to="/traces/$traceId" params={{ traceId }} className="name asked">
        {userMessage || name || <Id of={traceId} />}
      </Link>
      <span className="named-tags">
        {userMessage && <span className="faint">{name}</span>}
        <TraceTags of={tags} from="/traces" />
      </span>
    </>
  )
}

function Whose({ user }: Trace) {
  if (!user) return <span className="faint">–</span>
  return (
    <Link to="/users/$userId" params={{ userId: user.userId }} className="whose">
      {user.name ?? <Id of={user.userId} />}
    </Link>
  )
}

export function TracesPage() {
  useTitle('Traces')
  const { search, period, change } = useAddress()
  const project = useProject()
  const question = {
    view: { ...search, ...period },
    variables,
    waits: period.since === undefined,
  }
  const answer = useAnswer(TracesDocument, question)
  return (
    <>
      <div className="heading">
        <h1>Traces</h1>
        <PeriodPicker value={search} onChange={change} />
      </div>
      <FilterBar
        label="Filters"
        conditions={TRACES_CONDITIONS}
        search={search}
        choices={
          project.state === 'ready' ? project.data.project : { environments: [], feedbackNames: [] }
        }
        isAddable
        onChange={change}
      />
      <Show answer={answer}>
        {(data) =>
          Number(data.traceTotals.traceCount) === 0 ? (
            <NoMatches
              title="No trace matches"
              active={[...activeConditions(TRACES_CONDITIONS, search), ...activePeriod(search)]}
              onChange={change}
              counting={{
                ...question,
                view: { ...question.view, ...FIRST_PAGE },
                document: TracesDocument,
                of: ({ traceTotals }: TracesQuery) => traceTotals.traceCount,
                noun: 'trace',
              }}
            />
          ) : (
            <Listed data={data} />
          )
        }
      </Show>
    </>
  )
}

function Listed({ data: { traces, traceTotals } }: { data: TracesQuery }) {
  const { search, change, turn } = useAddress()
  return (
    <>
      <Totals of={traceTotals} />
      <Table
        caption="Traces"
        columns={columns}
        rows={traces.nodes}
        rowKey={(of) => of.id}
        question={search}
        sort={search.traceSort ?? DEFAULT_TRACE_SORT}
        onSort={(traceSort) => change({ traceSort })}
        walked="trace"
      />
      <Pager
        info={traces.pageInfo}
        at={search}
        total={Number(traceTotals.traceCount)}
        size={PAGE_SIZE}
        noun="trace"
        counted={false}
        onPage={turn}
      />
    </>
  )
}

/** Of all that is listed, not only of this page. */
function Totals({ of }: { of: TracesQuery['traceTotals'] }) {
  const count = Number(of.traceCount)
  return (
    <p className="facts list-bar">
      <strong role="status">{format.plural(count, 'trace')}</strong>
      <span>
        <Compact of={of.totalTokens} /> tokens
      </span>
      <span>
        <Money of={of.costUsd} /> in all, <Money of={String(Number(of.costUsd) / count)} /> each
      </span>
      <span>
        <Duration ms={of.averageLatencyMs} /> on average
      </span>
      <span>
        <Count of={of.errorCount} /> {Number(of.errorCount) === 1 ? 'error' : 'errors'}
      </span>
    </p>
  )
}
