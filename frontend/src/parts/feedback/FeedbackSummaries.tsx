// Feedback by name: how much, its mean, and how often each answer was given.
import type { ReactNode } from 'react'
import * as format from '../../format'
import { graphql } from '../../generated'
import type { FeedbackByNameFragment, FeedbackOverTimeFragment } from '../../generated/graphql'
import { FeedbackTrend } from './FeedbackTrend'

export const FeedbackByNameFragmentDocument = graphql(`
  fragment FeedbackByName on FeedbackSummary {
    name
    dataType
    count
    average
    distribution {
      label
      count
    }
  }
`)

interface FeedbackSummariesProps {
  summaries: readonly FeedbackByNameFragment[]
  /** How each went over time, for a small picture beside its name. */
  trends?: readonly FeedbackOverTimeFragment[]
  /** What else there is to say. */
  children?: ReactNode
}

export function FeedbackSummaries({ summaries, trends, children }: FeedbackSummariesProps) {
  return (
    <section className="card">
      <h2>Feedback</h2>
      {summaries.length === 0 && <p className="faint">No feedback in this period.</p>}
      {summaries.map((summary) => (
        <div key={`${summary.name} ${summary.dataType}`} className="summary">
          <h3>
            {summary.name}
            <span className="faint">
              {typeof summary.average === 'number' &&
                `${format.average(summary.average)} average, `}
              {format.compact(summary.count)} given
            </span>
            <FeedbackTrend trend={trends?.find(isOf(summary))} />
          </h3>
          <Distribution summary={summary} />
        </div>
      ))}
      {children}
    </section>
  )
}

function isOf({ name, dataType }: FeedbackByNameFragment) {
  return (trend: FeedbackOverTimeFragment) => trend.name === name && trend.dataType === dataType
}

function Distribution({ summary }: { summary: FeedbackByNameFragment }) {
  const most = Math.max(...summary.distribution.map((bucket) => bucket.count), 1)
  return (
    <ul className="distribution">
      {summary.distribution.map(({ label, count }) => (
        <li key={label}>
          <span className="bucket" title={label}>
            {summary.dataType === 'BOOLEAN' ? yesOrNo(label) : label}
          </span>
          <Bar share={count / most} />
          <span className="number" title={format.plural(count, 'time')}>
            {format.portion(count, summary.count)}
          </span>
        </li>
      ))}
    </ul>
  )
}

function yesOrNo(label: string): string {
  return label.toLowerCase() === 'true' ? 'Yes' : 'No'
}

/** How full a bar is, 0 to 1. */
function Bar({ share }: { share: number }) {
  return (
    <svg className="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect width="100" height="6" rx="1" className="base" />
      <rect width={share * 100} height="6" rx="1" className="bars" />
    </svg>
  )
}
