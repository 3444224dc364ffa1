// What is measured of a user or of everybody: how each is called, read, written and judged.
import * as format from '../../format'
import { graphql } from '../../generated'
import type { FeedbackFiguresFragment, KindFragment, SumsFragment } from '../../generated/graphql'
import type { Measure, OverviewMeasure } from '../../urls'
import type { Measured } from '../charts/Chart'
import { feedbackDefinition } from './feedbackDefinition'

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
  }
`)

export interface MeasureDefinition<T> extends Measured {
  name: string
  /** Null where there is no value, which is not the same as zero. */
  of: (sums: T) => number | null
  /** The same of what a number would round, or what it is made of. */
  exact?: (sums: T) => string
  /** What else there is to say of it, in a few words, and that with every digit. */
  detail?: (sums: T) => Detail | null
  /** Whether more of it is good news, bad news, or neither. */
  more?: 'good' | 'bad'
  /** What is stacked over time, where that says more than one value. */
  parts?: Measured & { of: readonly { name: string; of: (sums: T) => number }[] }
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

interface UserSums {
  metrics: SumsFragment & { feedback?: FeedbackFiguresFragment | null }
}

const MEASURE_DEFINITIONS: Record<Exclude<Measure, 'feedback'>, MeasureDefinition<UserSums>> = {
  traces: {
    ...counted('Traces', ({ metrics }) => metrics.traceCount),
    detail: ({ metrics: { spanCount } }) => ({
      text: `${format.compact(spanCount)} ${Number(spanCount) === 1 ? 'span' : 'spans'}`,
      exact: format.plural(spanCount, 'span'),
    }),
  },
  sessions: counted('Sessions', ({ metrics }) => metrics.sessionCount),
  errors: {
    ...counted('Errors', ({ metrics }) => metrics.errorCount),
    detail: ({ metrics: { errorCount, spanCount } }) =>
      Number(spanCount) > 0
        ? {
            text: `${format.portion(errorCount, spanCount)} of spans`,
            exact: format.outOf(errorCount, spanCount, 'span'),
          }
        : null,
    more: 'bad',
  },
  tokens: {
    ...counted('Tokens', ({ metrics }) => metrics.totalTokens),
    detail: ({ metrics: { inputTokens, outputTokens } }) => ({
      text: `${format.compact(inputTokens)} in, ${format.compact(outputTokens)} out`,
      exact: `${format.count(inputTokens)} in, ${format.count(outputTokens)} out`,
    }),
  },
  cost: {
    name: 'Cost',
    of: ({ metrics }) => Number(metrics.costUsd),
    write: dollars,
    exactly: exactDollars,
    exact: ({ metrics }) => format.exactMoney(metrics.costUsd),
  },
}

/** What the overview, the period before and each of its points say. */
export interface OverviewSums extends UserSums {
  userCount: format.Amount
  newUserCount: format.Amount
  attributedShare?: number | null
}

const OVERVIEW_MEASURE_DEFINITIONS: Record<
  Exclude<OverviewMeasure, 'feedback'>,
  MeasureDefinition<OverviewSums>
> = {
  ...MEASURE_DEFINITIONS,
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

type Definitions<M extends string, T> = Record<M, MeasureDefinition<T>>

const userDefinitions = new Map<string, Definitions<Measure, UserSums>>()
const overviewDefinitions = new Map<string, Definitions<OverviewMeasure, OverviewSums>>()

/** Of a user, of everybody, and of each point of time; the same ones for the same feedback. */
export function definitionsWith(feedback: KindFragment | null | undefined) {
  return withFeedback(userDefinitions, MEASURE_DEFINITIONS, feedback)
}

export function overviewDefinitionsWith(feedback: KindFragment | null | undefined) {
  return withFeedback(overviewDefinitions, OVERVIEW_MEASURE_DEFINITIONS, feedback)
}

function withFeedback<M extends string, T extends UserSums>(
  known: Map<string, Definitions<M | 'feedback', T>>,
  others: Definitions<M, T>,
  feedback: KindFragment | null | undefined,
): Definitions<M | 'feedback', T> {
  const key = `${feedback?.dataType} ${feedback?.name}`
  const found = known.get(key) ?? { ...others, feedback: feedbackDefinition(feedback) }
  known.set(key, found as Definitions<M | 'feedback', T>)
  return found as Definitions<M | 'feedback', T>
}
