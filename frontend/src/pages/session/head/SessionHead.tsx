// What a conversation came to, and what can be done with it.
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { graphql } from '../../../generated'
import type { SessionHeadFragment } from '../../../generated/graphql'
import { MoreMenu } from '../../../parts/controls/Menu'
import { Facts } from '../../../parts/Facts'
import { AllFeedback } from '../../../parts/feedback/AllFeedback'
import { Rating } from '../../../parts/feedback/Rating'
import { Compact, Count, DateTime, Duration, Errors, Money } from '../../../parts/Figures'
import { CopiedId, Id } from '../../../parts/Id'
import { useTakeAway } from '../export/takeAway'

// Most read and delete nothing.
const DeleteSession = lazy(async () => ({
  default: (await import('./DeleteSession')).DeleteSession,
}))

export const SessionHeadFragmentDocument = graphql(`
  fragment SessionHead on Session {
    id
    sessionId
    startedAt
    endedAt
    user {
      userId
      name
    }
    metrics {
      ...Sums
      feedback {
        ...FeedbackFigures
      }
    }
    feedbackConnection(first: $given) {
      ...FeedbackPage
    }
  }
`)

export function SessionHead({ session }: { session: SessionHeadFragment }) {
  const [deleting, setDeleting] = useState(false)
  const { state, take } = useTakeAway(session.sessionId)
  const { id, user, feedbackConnection: feedback } = session
  return (
    <>
      <div className="heading">
        <h1>{user ? <>Session of {user.name ?? <Id of={user.userId} />}</> : 'Session'}</h1>
        <MoreMenu
          className="icon"
          title="What can be done with it"
          name="More"
          items={[
            { id: 'copy', label: 'Copy as Markdown', onSelect: () => take('copy') },
            { id: 'md', label: 'Download Markdown', onSelect: () => take('md') },
            { id: 'json', label: 'Download JSON', onSelect: () => take('json') },
            { id: 'delete', label: 'Delete session…', onSelect: () => setDeleting(true) },
          ]}
        />
      </div>
      <p role="status" className="taking">
        {state}
      </p>
      <aside className="card session-sums" aria-label="What it came to">
        <SessionFacts session={session} />
        {feedback.nodes.length > 0 && (
          <section aria-label="Feedback on the session">
            <AllFeedback id={id} feedback={feedback} />
          </section>
        )}
      </aside>
      <Suspense fallback={null}>
        {deleting && <DeleteSession session={session} onClose={() => setDeleting(false)} />}
      </Suspense>
    </>
  )
}

function SessionFacts({ session }: { session: SessionHeadFragment }) {
  const { sessionId, user, startedAt, endedAt, metrics } = session
  return (
    <Facts
      of={[
        {
          name: 'User',
          fact: user && (
            <Link to="/users/$userId" params={{ userId: user.userId }}>
              <Id of={user.userId} />
            </Link>
          ),
        },
        { name: 'Started', fact: <DateTime at={startedAt} /> },
        { name: 'Duration', fact: <Duration ms={Date.parse(endedAt) - Date.parse(startedAt)} /> },
        { name: 'Turns', fact: <Count of={metrics.traceCount} /> },
        { name: 'Errors', fact: <Errors of={metrics.errorCount} /> },
        { name: 'Tokens', fact: <Compact of={metrics.totalTokens} /> },
        { name: 'Cost', fact: <Money of={metrics.costUsd} /> },
        {
          name: metrics.feedback?.name ?? 'Feedback',
          fact: <Rating of={metrics.feedback} />,
        },
        { name: 'Session id', fact: <CopiedId of={sessionId} what="the session id" /> },
      ]}
    />
  )
}
