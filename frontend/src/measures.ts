// What is measured of a user or of everybody: how each is called, read, written and judged.
import * as format from './format'
import { graphql } from './generated'
import type { SumsFragment } from './generated/graphql'
import type { Measure, OverviewMeasure } from './urls'

export const SumsFragmentDocument = graphql(`
  fragment Sums on Metrics {
    traceCount
    sessionCount
    spanCount
    errorCount
    errorRate
    inputTokens
    outputTokens
    totalTokens
    costUsd
    feedbackCount
    feedbackAverage
  }
`)

export interface Measured<T = SumsFragment> {
  name: string
  /** Null where there is no value, which is not the same as zero. */
  of: (sums: T) => number | null
  write: (value: number) => string
  /** Every digit, where `write` leaves some out; the value itself where left out. */
  exact?: (sums: T) => string
  /** What else there is to say of it, in a few words. */
  detail?: (sums: T) => string | null
  /** Whether more of it is good news, bad news, or neither. */
  more?: 'good' | 'bad'
  /** An average is drawn as a line: it does not add up. */
  line?: true
  whole?: true
}

function dollars(value: number): string {
  return format.money(String(value))
}

export const MEASURED: Record<Measure, Measured> = {
  traces: {
    name: 'Traces',
    of: (sums) => sums.traceCount,
    write: format.compact,
    detail: (sums) => format.plural(sums.spanCount, 'span'),
    whole: true,
  },
  sessions: {
    name: 'Sessions',
    of: (sums) => sums.sessionCount,
    write: format.compact,
    whole: true,
  },
  errors: {
    name: 'Errors',
    of: (sums) => sums.errorCount,
    write: format.compact,
    detail: ({ errorCount, spanCount }) =>
      spanCount > 0 ? `${format.portion(errorCount, spanCount)} of spans` : null,
    whole: true,
    more: 'bad',
  },
  tokens: {
    name: 'Tokens',
    of: (sums) => sums.totalTokens,
    write: format.compact,
    detail: (sums) =>
      `${format.compact(sums.inputTokens)} in, ${format.compact(sums.outputTokens)} out`,
    whole: true,
  },
  cost: {
    name: 'Cost',
    of: (sums) => Number(sums.costUsd),
    write: dollars,
    exact: (sums) => format.exactMoney(sums.costUsd),
  },
  feedback: {
    name: 'Feedback average',
    of: (sums) => sums.feedbackAverage ?? null,
    write: format.average,
    detail: (sums) => `${format.compact(sums.feedbackCount)} given`,
    more: 'good',
    line: true,
  },
}

/** What the overview, the period before and each of its points say. */
export interface Everybody {
  userCount: number
  newUserCount: number
  attributedShare?: number | null
  metrics: SumsFragment
}

function everybodys(measure: Measure): Measured<Everybody> {
  const { of, exact, detail, ...measured } = MEASURED[measure]
  return {
    ...measured,
    of: ({ metrics }) => of(metrics),
    ...(exact && { exact: ({ metrics }) => exact(metrics) }),
    ...(detail && { detail: ({ metrics }) => detail(metrics) }),
  }
}

export const OVERVIEW_MEASURED: Record<OverviewMeasure, Measured<Everybody>> = {
  users: { name: 'Users', of: (all) => all.userCount, write: format.compact, whole: true },
  'new-users': {
    name: 'New users',
    of: (all) => all.newUserCount,
    write: format.compact,
    whole: true,
    more: 'good',
  },
  attributed: {
    name: 'Traces with a user',
    of: (all) => all.attributedShare ?? null,
    write: format.percent,
    more: 'good',
    line: true,
  },
  traces: everybodys('traces'),
  sessions: everybodys('sessions'),
  errors: everybodys('errors'),
  tokens: everybodys('tokens'),
  cost: everybodys('cost'),
  feedback: everybodys('feedback'),
  'error-rate': {
    name: 'Error rate',
    of: ({ metrics }) => metrics.errorRate ?? null,
    write: format.percent,
    exact: ({ metrics }) =>
      `${format.count(metrics.errorCount)} of ${format.plural(metrics.spanCount, 'span')}`,
    more: 'bad',
    line: true,
  },
}
