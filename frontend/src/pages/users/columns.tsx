// The columns of the users list: what each says of a user, and what else has to be asked for it.
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useProject, useShownFeedback } from '../../api/project'
import * as format from '../../format'
import { graphql } from '../../generated'
import type { KindFragment, ListedFragment, UsersQuery } from '../../generated/graphql'
import { useNow } from '../../hooks/clock'
import { lastIsOpen } from '../../parts/charts/openPoint'
import { Sparkline } from '../../parts/charts/Sparkline'
import { Rating } from '../../parts/feedback/Rating'
import { Compact, Count, Duration, Errors, Money, RelativeTime, Share } from '../../parts/Figures'
import { Id } from '../../parts/Id'
import type { Column } from '../../parts/table/Table'
import { openedFrom } from '../../parts/usersList/usersList'
import {
  feedbackColumn,
  feedbackCountSort,
  feedbackNameIn,
  readColumns,
  USER_COLUMNS,
  USER_SORTS,
  type UserColumn,
  type UserSort,
} from '../../urls/users'

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
      feedback(name: $feedback) @include(if: $showsFeedback) {
        ...FeedbackFigures
      }
      feedbackByName(names: $named) @include(if: $showsNamed) {
        ...FeedbackFigures
      }
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

const NAMED: Record<(typeof USER_COLUMNS)[number], Named> = {
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
  feedback: measure('Feedback', (of) => <Rating of={of.feedback} />),
  'feedback-count': measure('Feedback given', (of) => <Count of={of.feedbackCount} />),
  activity: { header: 'Activity', about: 'Traces over the period', cell: () => null },
}

export function columnName(column: UserColumn): string {
  const fixed = USER_COLUMNS.find((one) => one === column)
  return fixed ? NAMED[fixed].header : `Feedback: ${feedbackNameIn(column)}`
}

interface Shown {
  cols: string | undefined
  /** The name of the feedback that users are filtered by. */
  feedback: string | undefined
  /** What the rows say of it; undefined until they are there. */
  kind: KindFragment | null | undefined
  /** How long each bar of the activity lasts. */
  interval: format.IntervalName
}

const NO_KINDS: readonly KindFragment[] = []

export function useColumns({ cols, feedback, kind, interval }: Shown) {
  const project = useProject()
  const asked = useShownFeedback(feedback)
  const { name: shownName, dataType } = kind ?? asked ?? {}
  const kinds = project.state === 'ready' ? project.data.project.feedbackKinds : NO_KINDS
  return useMemo(() => {
    const shown = shownName && dataType ? { name: shownName, dataType } : undefined
    const kindOf = (name: string) => kinds.find((one) => one.name === name)
    return readColumns(cols).map((column): Column<Row, UserSort> => {
      const name = feedbackNameIn(column)
      if (name !== undefined) return namedColumn(name, kindOf(name))
      if (column === 'feedback') return shownColumn(feedback, shown)
      return fixedColumn(column, interval)
    })
  }, [cols, feedback, interval, kinds, shownName, dataType])
}

function fixedColumn(id: UserColumn, interval: format.IntervalName): Column<Row, UserSort> {
  const fixed = USER_COLUMNS.find((one) => one === id) ?? 'user'
  const sort = USER_SORTS.find((one) => one === id)
  const cell = (row: Row) => <Activity row={row} interval={interval} />
  return { id, sort, ...NAMED[fixed], ...(id === 'activity' && { cell }) }
}

/** Of that which users are filtered by, else of the main one, as its header says. */
function shownColumn(
  filtered: string | undefined,
  kind: KindFragment | null | undefined,
): Column<Row, UserSort> {
  const header = filtered ?? kind?.name ?? NAMED.feedback.header
  const { sort } = feedbackSort(header, kind)
  return {
    id: 'feedback',
    ...NAMED.feedback,
    header,
    about: aboutFeedback(header, kind),
    sort: kind && !isRated(kind) ? sort : 'feedback',
  }
}

function namedColumn(name: string, kind: KindFragment | undefined): Column<Row, UserSort> {
  const find = ({ node }: Row) => node.metrics.feedbackByName?.find((of) => of.name === name)
  return {
    id: feedbackColumn(name),
    className: 'feedback',
    header: name,
    numeric: true,
    about: aboutFeedback(name, kind),
    cell: (row) => <Rating of={find(row)} />,
    ...feedbackSort(name, kind),
  }
}

function isRated(kind: KindFragment): boolean {
  return kind.dataType === 'BOOLEAN' || kind.dataType === 'NUMERIC'
}

/** What has no share and no mean is sorted by how much there is of it. */
function feedbackSort(name: string, kind: KindFragment | null | undefined): { sort: UserSort } {
  return { sort: kind && !isRated(kind) ? feedbackCountSort(name) : feedbackColumn(name) }
}

function aboutFeedback(name: string, kind: KindFragment | null | undefined): string {
  const count = 'how much of this feedback there is'
  if (kind?.dataType === 'BOOLEAN') return `${name}: share of yes, and ${count}`
  return kind?.dataType === 'NUMERIC' ? `${name}: mean, and ${count}` : `${name}: ${count}`
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
