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
  traces: { name: 'Traces', of: (sums) => sums.traceCount, write: format.compact, whole: true },
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
    whole: true,
    more: 'bad',
  },
  tokens: { name: 'Tokens', of: (sums) => sums.totalTokens, write: format.compact, whole: true },
  cost: { name: 'Cost', of: (sums) => Number(sums.costUsd), write: dollars },
  feedback: {
    name: 'Feedback average',
    of: (sums) => sums.feedbackAverage ?? null,
    write: format.average,
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
  const measured = MEASURED[measure]
  return { ...measured, of: ({ metrics }) => measured.of(metrics) }
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
    more: 'bad',
    line: true,
  },
}
