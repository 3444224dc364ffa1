// What somebody answered: a number, a yes or no, a category or words.
import type { ReactNode } from 'react'
import * as format from '../../format'
import { graphql } from '../../generated'
import type { FeedbackRowFragment } from '../../generated/graphql'
import { Ago } from '../Figures'

export const FeedbackRowFragmentDocument = graphql(`
  fragment FeedbackRow on Feedback {
    feedbackId
    name
    dataType
    value
    stringValue
    comment
    source
    createdAt
  }
`)

type Valued = Pick<FeedbackRowFragment, 'dataType' | 'value' | 'stringValue'>

export function feedbackText({ dataType, value, stringValue }: Valued): string {
  if (dataType === 'BOOLEAN') return value === 1 ? 'Yes' : 'No'
  if (typeof value === 'number') return format.number(value)
  return stringValue ?? '–'
}

interface FeedbackListProps<F extends FeedbackRowFragment> {
  feedback: readonly F[]
  /** What else there is to say of one, and to do with it. */
  renderMore?: (given: F) => ReactNode
}

export function FeedbackList<F extends FeedbackRowFragment>(props: FeedbackListProps<F>) {
  const { feedback, renderMore } = props
  return (
    <ul className="given-list">
      {feedback.map((given) => (
        <li key={given.feedbackId}>
          <strong>{given.name}</strong> {feedbackText(given)}{' '}
          <small className="faint">
            {given.source.toLowerCase()}, <Ago at={given.createdAt} />
          </small>
          {renderMore?.(given)}
          {given.comment && <p>{given.comment}</p>}
        </li>
      ))}
    </ul>
  )
}
