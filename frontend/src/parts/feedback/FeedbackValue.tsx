// What somebody gave: a number, a yes or no, a category or words.
import type { ReactNode } from 'react'
import * as format from '../../format'
import { graphql } from '../../generated'
import type { FeedbackRowFragment } from '../../generated/graphql'
import { Figure, RelativeTime } from '../Figures'
import { Shortened } from '../Shortened'

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

/** The same, and every digit of a number on hover. */
export function FeedbackValue({ of }: { of: Valued }) {
  const text = feedbackText(of)
  const isNumber = of.dataType === 'NUMERIC' && typeof of.value === 'number'
  return <Figure text={text} exact={isNumber ? format.exact(of.value ?? 0) : text} />
}

/** What a reviewer gave is told from what users said. */
export function sourceWords({ source }: Pick<FeedbackRowFragment, 'source'>): string {
  return source === 'ANNOTATION' ? 'by a reviewer' : source.toLowerCase()
}

interface FeedbackListProps<F extends FeedbackRowFragment> {
  feedback: readonly F[]
  renderMore?: (given: F) => ReactNode
}

export function FeedbackList<F extends FeedbackRowFragment>(props: FeedbackListProps<F>) {
  const { feedback, renderMore } = props
  return (
    <Shortened of={feedback} noun="feedback entry" nouns="feedback entries">
      {(shown) => (
        <ul className="given-list">
          {shown.map((given) => (
            <li key={given.feedbackId}>
              <strong>{given.name}</strong> <FeedbackValue of={given} />{' '}
              <small className="faint">
                {sourceWords(given)}, <RelativeTime at={given.createdAt} />
              </small>
              {renderMore?.(given)}
              {given.comment && <p>{given.comment}</p>}
            </li>
          ))}
        </ul>
      )}
    </Shortened>
  )
}
