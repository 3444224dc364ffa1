// Feedback of one name as a measure: the share of yes, a mean, or how much of it there is.
import * as format from '../../format'
import { graphql } from '../../generated'
import type { FeedbackFiguresFragment, KindFragment } from '../../generated/graphql'
import type { MeasureDefinition } from './measures'

export const FeedbackFiguresFragmentDocument = graphql(`
  fragment FeedbackFigures on FeedbackMetrics {
    name
    dataType
    count
    yesCount
    share
    mean
  }
`)

type Figures = FeedbackFiguresFragment | null | undefined

interface WithFeedback {
  metrics: { feedback?: Figures }
}

type FeedbackDefinition = MeasureDefinition<WithFeedback>

/** What there is to say of it in one figure; null where there is none. */
export function feedbackValue(figures: Figures): number | null {
  return figures?.share ?? figures?.mean ?? null
}

/** "68%", "3.80": as is usual for its type. */
export function feedbackWords(value: number, { dataType }: Pick<KindFragment, 'dataType'>): string {
  return dataType === 'BOOLEAN' ? format.percent(value) : format.average(value)
}

/** What the figure is made of, with every digit: "25 of 37 yes", "3.8125 on average". */
export function feedbackExactly({ count, yesCount, mean }: FeedbackFiguresFragment): string {
  if (yesCount !== null && yesCount !== undefined) {
    return `${format.count(yesCount)} of ${format.count(count)} yes`
  }
  return mean === null || mean === undefined
    ? `${format.count(count)} given`
    : `${format.exact(mean)} on average, ${format.count(count)} given`
}

function given({ metrics: { feedback } }: WithFeedback) {
  if (!feedback) return null
  const { count } = feedback
  return { text: `${format.compact(count)} given`, exact: `${format.count(count)} given` }
}

const SHARE: Omit<FeedbackDefinition, 'name'> = {
  of: ({ metrics }) => metrics.feedback?.share ?? null,
  write: format.percent,
  exactly: format.exactPercent,
  exact: ({ metrics }) => (metrics.feedback ? feedbackExactly(metrics.feedback) : ''),
  detail: given,
  more: 'good',
  line: true,
  parts: {
    of: [
      { name: 'Yes', of: ({ metrics }) => Number(metrics.feedback?.yesCount ?? 0) },
      { name: 'No', of: ({ metrics }) => noCount(metrics.feedback) },
    ],
    write: format.compact,
    exactly: format.count,
    whole: true,
  },
}

function noCount(figures: Figures): number {
  return Number(figures?.count ?? 0) - Number(figures?.yesCount ?? 0)
}

const MEAN: Omit<FeedbackDefinition, 'name'> = {
  of: ({ metrics }) => metrics.feedback?.mean ?? null,
  write: format.average,
  exactly: format.exact,
  detail: given,
  more: 'good',
  line: true,
}

const COUNT: Omit<FeedbackDefinition, 'name'> = {
  of: ({ metrics }) => (metrics.feedback ? Number(metrics.feedback.count) : null),
  write: format.compact,
  exactly: format.count,
  whole: true,
}

/** Without a kind there is no feedback at all. */
export function feedbackDefinition(kind: KindFragment | null | undefined): FeedbackDefinition {
  if (!kind) return { ...MEAN, name: 'Feedback' }
  const name = `Feedback: ${kind.name}`
  if (kind.dataType === 'BOOLEAN') return { ...SHARE, name }
  return { ...(kind.dataType === 'NUMERIC' ? MEAN : COUNT), name }
}
