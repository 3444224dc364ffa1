// Feedback by name: how much, its mean, and how often each value was given.
import type { ReactNode } from 'react'
import * as format from '../../format'
import { graphql } from '../../generated'
import type { FeedbackByNameFragment, FeedbackOverTimeFragment } from '../../generated/graphql'
import { Figure } from '../Figures'
import { MAX_LISTED, Shortened } from '../Shortened'
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
  /** What reviewers gave, which no figure of users counts. */
  annotations: readonly FeedbackByNameFragment[]
  /** How each went over time, for a small picture beside its name. */
  trends?: readonly FeedbackOverTimeFragment[]
  /** How long each point of these lasts. */
  interval: format.IntervalName
  children?: ReactNode
}

export function FeedbackSummaries(props: FeedbackSummariesProps) {
  const { summaries, annotations, trends, interval, children } = props
  return (
    <section className="card">
      <h2>Feedback</h2>
      {summaries.length === 0 && <p className="faint">No feedback in this period.</p>}
      <Shortened of={summaries} noun="kind of feedback" nouns="kinds of feedback" end={MAX_LISTED}>
        {(shown) =>
          shown.map((summary) => (
            <Summary
              key={`${summary.name} ${summary.dataType}`}
              summary={summary}
              trend={trends?.find(isOf(summary))}
              interval={interval}
            />
          ))
        }
      </Shortened>
      {children}
      {annotations.length > 0 && (
        <section className="by-reviewers" aria-label="By reviewers">
          <h3>By reviewers</h3>
          <p className="faint">Given in this page or as an annotation, and counted here alone.</p>
          <Shortened of={annotations} noun="name" end={MAX_LISTED}>
            {(shown) =>
              shown.map((summary) => (
                <Summary
                  key={`${summary.name} ${summary.dataType}`}
                  summary={summary}
                  trend={undefined}
                  interval={interval}
                />
              ))
            }
          </Shortened>
        </section>
      )}
    </section>
  )
}

interface SummaryProps {
  summary: FeedbackByNameFragment
  trend: FeedbackOverTimeFragment | undefined
  interval: format.IntervalName
}

function Summary({ summary, trend, interval }: SummaryProps) {
  const { name, count, average } = summary
  return (
    <div className="summary">
      <h3>
        {name}
        <span className="faint">
          {typeof average === 'number' && (
            <>
              <Mean of={average} dataType={summary.dataType} />,{' '}
            </>
          )}
          <Figure text={format.compact(count)} exact={format.count(count)} /> given
        </span>
        <FeedbackTrend trend={trend} interval={interval} />
      </h3>
      <Distribution summary={summary} />
    </div>
  )
}

interface MeanProps {
  of: number
  dataType: FeedbackByNameFragment['dataType']
}

function Mean({ of, dataType }: MeanProps) {
  if (dataType === 'BOOLEAN') {
    return (
      <>
        <Figure text={format.percent(of)} exact={format.exactPercent(of)} /> yes
      </>
    )
  }
  return (
    <>
      <Figure text={format.average(of)} exact={format.exact(of)} /> average
    </>
  )
}

function isOf({ name, dataType }: FeedbackByNameFragment) {
  return (trend: FeedbackOverTimeFragment) => trend.name === name && trend.dataType === dataType
}

function Distribution({ summary }: { summary: FeedbackByNameFragment }) {
  return (
    <Shortened of={summary.distribution} noun="value" end={MAX_LISTED}>
      {(shown) => (
        <ul className="distribution">
          {shown.map(({ label, count }) => (
            <li key={label}>
              <span className="bucket" title={label}>
                {labelWords(summary, label)}
              </span>
              <Bar share={Number(count) / Math.max(Number(summary.count), 1)} />
              <span className="number" title={format.outOf(count, summary.count, 'time')}>
                {format.portion(count, summary.count)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Shortened>
  )
}

function labelWords({ dataType }: FeedbackByNameFragment, label: string): string {
  if (dataType === 'BOOLEAN') return yesOrNo(label)
  return dataType === 'NUMERIC' ? label.split(RANGE).map(numberWords).join(RANGE) : label
}

/** Between the bounds of a range, as the server writes it. */
const RANGE = ' – '

function numberWords(decimal: string): string {
  return format.number(Number(decimal))
}

function yesOrNo(label: string): string {
  return label.toLowerCase() === 'true' ? 'Yes' : 'No'
}

/** `share` is the part of all, 0 to 1: a whole bar is all of it. */
function Bar({ share }: { share: number }) {
  return (
    <svg className="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect width="100" height="6" rx="1" className="base" />
      <rect width={share * 100} height="6" rx="1" className="bars" />
    </svg>
  )
}
