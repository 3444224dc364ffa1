// What is measured of a user or of everybody: how each is called, read, written and judged.
import * as format from '../../format'
import { graphql } from '../../generated'
import type { SumsFragment } from '../../generated/graphql'
import type { Measure, OverviewMeasure } from '../../urls'

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

export interface MeasureDefinition<T = SumsFragment> {
  name: string
  /** Null where there is no value, which is not the same as zero. */
  of: (sums: T) => number | null
  write: (value: number) => string
  /** Every digit, where `write` leaves some out. */
  exactly: (value: number) => string
  /** The same of what a number would round, or what it is made of. */
  exact?: (sums: T) => string
  /** What else there is to say of it, in a few words, and that with every digit. */
  detail?: (sums: T) => Detail | null
  /** Whether more of it is good news, bad news, or neither. */
  more?: 'good' | 'bad'
  /** An average is drawn as a line: it does not add up. */
  line?: true
  whole?: true
}

export interface Detail {
  text: string
  exact: string
}

function dollars(value: number): string {
  return format.money(String(value))
}

function exactDollars(value: number): string {
  return format.exactMoney(String(value))
}

/** A measure that counts; more than a number holds are told on hover. */
function counted<T>(name: string, count: (sums: T) => format.Amount) {
  return {
    name,
    of: (sums: T) => Number(count(sums)),
    write: format.compact,
    exactly: format.count,
    exact: (sums: T) => format.count(count(sums)),
    whole: true,
  } as const
}

export const MEASURE_DEFINITIONS: Record<Measure, MeasureDefinition> = {
  traces: {
    ...counted('Traces', (sums) => sums.traceCount),
    detail: ({ spanCount }) => ({
      text: `${format.compact(spanCount)} ${Number(spanCount) === 1 ? 'span' : 'spans'}`,
      exact: format.plural(spanCount, 'span'),
    }),
  },
  sessions: counted('Sessions', (sums) => sums.sessionCount),
  errors: {
    ...counted('Errors', (sums) => sums.errorCount),
    detail: ({ errorCount, spanCount }) =>
      Number(spanCount) > 0
        ? {
            text: `${format.portion(errorCount, spanCount)} of spans`,
            exact: format.outOf(errorCount, spanCount, 'span'),
          }
        : null,
    more: 'bad',
  },
  tokens: {
    ...counted('Tokens', (sums) => sums.totalTokens),
    detail: ({ inputTokens, outputTokens }) => ({
      text: `${format.compact(inputTokens)} in, ${format.compact(outputTokens)} out`,
      exact: `${format.count(inputTokens)} in, ${format.count(outputTokens)} out`,
    }),
  },
  cost: {
    name: 'Cost',
    of: (sums) => Number(sums.costUsd),
    write: dollars,
    exactly: exactDollars,
    exact: (sums) => format.exactMoney(sums.costUsd),
  },
  feedback: {
    name: 'Feedback average',
    of: (sums) => sums.feedbackAverage ?? null,
    write: format.average,
    exactly: format.exact,
    detail: ({ feedbackCount }) => ({
      text: `${format.compact(feedbackCount)} given`,
      exact: `${format.count(feedbackCount)} given`,
    }),
    more: 'good',
    line: true,
  },
}

/** What the overview, the period before and each of its points say. */
export interface OverviewSums {
  userCount: format.Amount
  newUserCount: format.Amount
  attributedShare?: number | null
  metrics: SumsFragment
}

function overviewMeasure(measure: Measure): MeasureDefinition<OverviewSums> {
  const { of, exact, detail, ...definition } = MEASURE_DEFINITIONS[measure]
  return {
    ...definition,
    of: ({ metrics }) => of(metrics),
    ...(exact && { exact: ({ metrics }) => exact(metrics) }),
    ...(detail && { detail: ({ metrics }) => detail(metrics) }),
  }
}

export const OVERVIEW_MEASURE_DEFINITIONS: Record<
  OverviewMeasure,
  MeasureDefinition<OverviewSums>
> = {
  users: counted('Users', (all) => all.userCount),
  'new-users': { ...counted('New users', (all) => all.newUserCount), more: 'good' },
  attributed: {
    name: 'Traces with a user',
    of: (all) => all.attributedShare ?? null,
    write: format.percent,
    exactly: format.exactPercent,
    more: 'good',
    line: true,
  },
  traces: overviewMeasure('traces'),
  sessions: overviewMeasure('sessions'),
  errors: overviewMeasure('errors'),
  tokens: overviewMeasure('tokens'),
  cost: overviewMeasure('cost'),
  feedback: overviewMeasure('feedback'),
  'error-rate': {
    name: 'Error rate',
    of: ({ metrics }) => metrics.errorRate ?? null,
    write: format.percent,
    exactly: format.exactPercent,
    exact: ({ metrics }) => format.outOf(metrics.errorCount, metrics.spanCount, 'span'),
    more: 'bad',
    line: true,
  },
}
