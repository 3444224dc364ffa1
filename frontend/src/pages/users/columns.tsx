// The columns of the users list: what each says of a user, and what else has to be asked for it.
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import * as format from '../../format'
import { graphql } from '../../generated'
import type { ListedFragment, UsersQuery } from '../../generated/graphql'
import { useNow } from '../../hooks/clock'
import { lastIsOpen } from '../../parts/charts/openPoint'
import { Sparkline } from '../../parts/charts/Sparkline'
import {
  Compact,
  Count,
  Duration,
  Errors,
  Money,
  Rating,
  RelativeTime,
  Share,
} from '../../parts/Figures'
import { Id } from '../../parts/Id'
import type { Column } from '../../parts/table/Table'
import { openedFrom } from '../../parts/usersList/usersList'
import { readColumns, USER_SORTS, type UserColumn, type UserSort } from '../../urls/users'

export const ListedFragmentDocument = graphql(`
  fragment Listed on User {
    id
    userId
    name
    email
    firstSeenAt
    lastSeenAt
    environments
    metrics(period: $period, environments: $environments) {
      ...Sums
    }
    latency(period: $period, environments: $environments) @include(if: $latency) {
      p95Ms
    }
    activity(period: $drawn, interval: $interval, environments: $environments)
      @include(if: $activity) {
      at
      metrics {
        traceCount
      }
    }
  }
`)

/** A user, and the place in the list. */
export type Row = UsersQuery['users']['edges'][number]

type Named = Omit<Column<Row, UserSort>, 'id' | 'sort'>

function measure(
  header: string,
  show: (metrics: ListedFragment['metrics']) => ReturnType<Named['cell']>,
  about?: string,
): Named {
  return { header, about, numeric: true, cell: ({ node }) => show(node.metrics) }
}

const NAMED: Record<UserColumn, Named> = {
  user: { header: 'User', upwardsFirst: true, cell: Name },
  'last-seen': { header: 'Last seen', cell: ({ node }) => <RelativeTime at={node.lastSeenAt} /> },
  'first-seen': {
    header: 'First seen',
    cell: ({ node }) => <RelativeTime at={node.firstSeenAt} />,
  },
  environments: { header: 'Environments', cell: Environments },
  traces: measure('Traces', (of) => <Count of={of.traceCount} />),
  sessions: measure('Sessions', (of) => <Count of={of.sessionCount} />),
  spans: measure('Spans', (of) => <Count of={of.spanCount} />),
  errors: measure('Errors', (of) => <Errors of={of.errorCount} />, 'Spans with the level ERROR'),
  'error-rate': measure(
    'Error rate',
    (of) => <Share of={of.errorRate} exact={format.outOf(of.errorCount, of.spanCount, 'span')} />,
    'Share of all spans',
  ),
  latency: {
    header: 'Latency p95',
    about: 'Of 100 traces, 95 took no longer',
    numeric: true,
    cell: ({ node }) => <Duration ms={node.latency?.p95Ms} />,
  },
  tokens: measure('Tokens', (of) => <Compact of={of.totalTokens} />),
  'input-tokens': measure('Input tokens', (of) => <Compact of={of.inputTokens} />),
  'output-tokens': measure('Output tokens', (of) => <Compact of={of.outputTokens} />),
  cost: measure('Cost', (of) => <Money of={of.costUsd} />),
  feedback: measure(
    'Feedback',
    (of) => <Rating count={of.feedbackCount} average={of.feedbackAverage} />,
    'Average of ratings, and how much feedback there is',
  ),
  'feedback-count': measure('Feedback given', (of) => <Count of={of.feedbackCount} />),
  activity: { header: 'Activity', about: 'Traces over the period', cell: () => null },
}

export const COLUMN_NAMES = Object.fromEntries(
  Object.entries(NAMED).map(([column, { header }]) => [column, header]),
) as Record<UserColumn, string>

/** `interval` is how long each bar of the activity lasts. */
export function useColumns(cols: string | undefined, interval: format.IntervalName) {
  return useMemo(
    () => readColumns(cols).map((column) => columnOf(column, interval)),
    [cols, interval],
  )
}

function columnOf(id: UserColumn, interval: format.IntervalName): Column<Row, UserSort> {
  const sort = USER_SORTS.find((one) => one === id)
  const cell = (row: Row) => <Activity row={row} interval={interval} />
  return { id, sort, ...NAMED[id], ...(id === 'activity' && { cell }) }
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
      <span title={user.userId}>{shown ?? <Id of={user.userId} />}</span>
      {shown !== null && shown !== undefined && shown !== user.userId && (
        <small className="faint">
          <Id of={user.userId} />
        </small>
      )}
    </Link>
  )
}

/** More have no room in a row; the user's page shows them all. */
const MAX_ENVIRONMENTS = 10

function Environments({ node }: Row) {
  return (
    <span title={node.environments.slice(0, MAX_ENVIRONMENTS).join('\n')}>
      {node.environments.slice(0, MAX_ENVIRONMENTS).map((environment) => (
        <span key={environment} className="tag">
          {environment}
        </span>
      ))}
      {node.environments.length > MAX_ENVIRONMENTS &&
        `and ${format.count(node.environments.length - MAX_ENVIRONMENTS)} more`}
    </span>
  )
}

function Activity({ row, interval }: { row: Row; interval: format.IntervalName }) {
  const now = useNow()
  const { activity } = row.node
  // Not there yet, where the column was just chosen.
  if (!activity) return null
  const values = activity.map((point) => Number(point.metrics.traceCount))
  const open = lastIsOpen(activity, interval, now)
  return <Sparkline values={values} noun="trace" open={open} />
}
