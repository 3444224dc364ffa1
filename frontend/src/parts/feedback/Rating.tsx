// What a user, a session or everybody says under one name, in one figure.
import * as format from '../../format'
import type { FeedbackFiguresFragment } from '../../generated/graphql'
import { None } from '../Figures'
import { feedbackExactly, feedbackValue, feedbackWords } from '../measures/feedbackDefinition'

/** The share of yes or the mean, and how much there is of it; that alone of what has neither. */
export function Rating({ of }: { of: FeedbackFiguresFragment | null | undefined }) {
  if (!of || Number(of.count) === 0) return <None text="–" />
  const value = feedbackValue(of)
  const count = format.compact(of.count)
  return (
    <span title={feedbackExactly(of)}>
      {value === null ? (
        count
      ) : (
        <>
          {feedbackWords(value, of)} <small className="faint">({count})</small>
        </>
      )}
    </span>
  )
}
