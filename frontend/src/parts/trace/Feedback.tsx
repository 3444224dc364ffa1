// Feedback that a trace or a span was given, and a form to give some.
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { FeedbackRowFragment } from '../../generated/graphql'
import { Icon } from '../controls/Icon'
import { FeedbackList, feedbackText } from '../feedback/FeedbackValue'
import { DeleteFeedback, isRemovable } from './DeleteFeedback'
import { GiveFeedback } from './GiveFeedback'
import { Id } from '../Id'

type Given = FeedbackRowFragment & { span?: { spanId: string; name: string } | null }

interface FeedbackProps {
  traceId: string
  /** Left out for the whole trace. */
  spanId?: string
  given: readonly Given[]
}

export function Feedback({ traceId, spanId, given }: FeedbackProps) {
  const [giving, setGiving] = useState(false)
  const [leaving, setLeaving] = useState<Given | null>(null)
  return (
    <section className="named" aria-label="Feedback">
      <h3>Feedback</h3>
      {given.length > 0 && (
        <FeedbackList
          feedback={given}
          renderMore={(one) => <More given={one} onDelete={() => setLeaving(one)} />}
        />
      )}
      {giving ? (
        <GiveFeedback traceId={traceId} spanId={spanId} onDone={() => setGiving(false)} />
      ) : (
        <button type="button" onClick={() => setGiving(true)}>
          Give feedback
        </button>
      )}
      <DeleteFeedback given={leaving} onClose={() => setLeaving(null)} />
    </section>
  )
}

function More({ given, onDelete }: { given: Given; onDelete: () => void }) {
  const { name, span } = given
  return (
    <>
      {span && (
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
