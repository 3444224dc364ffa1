// Feedback that a trace or a span was given, and a form to give some.
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Icon } from '../../../parts/controls/Icon'
import { AllFeedback, type Given, type GivenPage } from '../../../parts/feedback/AllFeedback'
import { feedbackText } from '../../../parts/feedback/FeedbackValue'
import { DeleteFeedback, isRemovable } from './DeleteFeedback'
import { GiveFeedback } from './GiveFeedback'
import { Id } from '../../../parts/Id'

interface FeedbackProps {
  /** The global id of the trace or span. */
  id: string
  traceId: string
  /** Left out for the whole trace. */
  spanId?: string
  given: GivenPage
}

export function Feedback({ id, traceId, spanId, given }: FeedbackProps) {
  const [giving, setGiving] = useState(false)
  const [deleted, setDeleted] = useState<Given | null>(null)
  return (
    <section className="named" aria-label="Feedback">
      <h3>Feedback</h3>
      <AllFeedback
        id={id}
        given={given}
        renderMore={(one) => <More given={one} onSpan={spanId} onDelete={() => setDeleted(one)} />}
      />
      {giving ? (
        <GiveFeedback traceId={traceId} spanId={spanId} onDone={() => setGiving(false)} />
      ) : (
        <button type="button" onClick={() => setGiving(true)}>
          Give feedback
        </button>
      )}
      {deleted && <DeleteFeedback feedback={deleted} onClose={() => setDeleted(null)} />}
    </section>
  )
}

interface MoreProps {
  given: Given
  /** The span that is shown, if one is. */
  onSpan?: string
  onDelete: () => void
}

function More({ given, onSpan, onDelete }: MoreProps) {
  const { name, span } = given
  return (
    <>
      {span && span.spanId !== onSpan && (
        <small className="faint">
          {', on '}
          <Link to="." search={(search) => ({ ...search, span: span.spanId })} resetScroll={false}>
            {span.name || <Id of={span.spanId} />}
          </Link>
        </small>
      )}
      {isRemovable(given) && (
        <button
          type="button"
          className="quiet icon copy"
          aria-label={`Delete ${name}: ${feedbackText(given)}`}
          title="Delete"
          onClick={onDelete}
        >
          <Icon name="bin" />
        </button>
      )}
    </>
  )
}
