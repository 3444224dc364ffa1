// One turn of a conversation: the question and the answer as bubbles, and between them what was done.
import { Link } from '@tanstack/react-router'
import { memo, Suspense, useState } from 'react'
import type { TurnFragment } from '../../generated/graphql'
import { hasNoContent } from '../content/SpanContent'
import { GivenFeedback, GiveFeedback } from '../feedback/Feedback'
import { Id } from '../Id'
import { Said } from './Bubble'
import { Failures } from './Failures'
import { Steps } from './Steps'
import { TurnFacts } from './TurnFacts'

interface TurnProps {
  turn: TurnFragment
  /** Whose conversation it is: another one is named at what they say. */
  userId: string | undefined
}

export const Turn = memo(function Turn({ turn, userId }: TurnProps) {
  const [giving, setGiving] = useState(false)
  const { id, traceId, user, feedbackConnection: feedback } = turn
  return (
    <>
      <Said turn={turn} by="user">
        {user && user.userId !== userId && (
          <Link to="/users/$userId" params={{ userId: user.userId }} className="speaker">
            {user.name ?? <Id of={user.userId} />}
          </Link>
        )}
      </Said>
      {hasNoContent(turn) && <p className="faint">Nothing is known of what was said.</p>}
      <Steps turn={turn} />
      <Failures turn={turn} />
      <Said turn={turn} by="assistant" />
      <TurnFacts turn={turn} onGive={giving ? undefined : () => setGiving(true)} />
      {(giving || feedback.nodes.length > 0) && (
        <section className="turn-feedback" aria-label="Feedback">
          <GivenFeedback id={id} traceId={traceId} feedback={feedback} />
          <Suspense fallback={null}>
            {giving && <GiveFeedback traceId={traceId} onDone={() => setGiving(false)} />}
          </Suspense>
        </section>
      )}
    </>
  )
})
