// Whose a trace is, where it came from, and what it took.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Facts } from '../../parts/Facts'
import { Count, DateTime, Duration, Errors, InOut, Money } from '../../parts/Figures'
import { CopiedId, Id } from '../../parts/Id'
import { Shortened } from '../../parts/Shortened'
import type { Trace } from './trace'
import { TraceNeighbours } from './TraceNeighbours'

export function TraceHead({ trace }: { trace: Trace }) {
  const { user, session } = trace
  return (
    <>
      <nav className="trail" aria-label="Where it belongs">
        <Link to="/users">Users</Link>
        {user && (
          <Link to="/users/$userId" params={{ userId: user.userId }}>
            {user.name ?? <Id of={user.userId} />}
          </Link>
        )}
        {session && (
          <>
            <SessionLink sessionId={session.sessionId} traceId={trace.traceId}>
              Session
            </SessionLink>
            <span className="faint" aria-current="page">
              Trace
            </span>
            <TraceNeighbours {...trace} sessionId={session.sessionId} />
          </>
        )}
      </nav>
      <div className="heading">
        <h1>{trace.name || 'Trace'}</h1>
        <span className="tags">
          <Shortened of={trace.tags} noun="tag" inline>
            {(shown) =>
              shown.map((tag) => (
                <span key={tag} className="tag">
                  {tag}
                </span>
              ))
            }
          </Shortened>
        </span>
      </div>
      <TraceFacts trace={trace} />
    </>
  )
}

function TraceFacts({ trace }: { trace: Trace }) {
  const { user, session } = trace
  return (
    <Facts
      of={[
        {
          name: 'User',
          fact: user && <UserLink userId={user.userId} />,
          hint: namedBy(trace.userIdAttribute),
        },
        {
          name: 'Session',
          fact: session && (
            <SessionLink sessionId={session.sessionId} traceId={trace.traceId}>
              <Id of={session.sessionId} />
            </SessionLink>
          ),
          hint: namedBy(trace.sessionIdAttribute),
        },
        { name: 'Started', fact: <DateTime at={trace.startedAt} /> },
        { name: 'Duration', fact: <Duration ms={trace.latencyMs} /> },
        { name: 'Spans', fact: <Count of={trace.spanCount} /> },
        { name: 'Errors', fact: <Errors of={trace.errorCount} /> },
        { name: 'Tokens in, out', fact: <InOut tokens={trace} /> },
        { name: 'Cost', fact: <Money of={trace.costUsd} /> },
        { name: 'Environment', fact: trace.environment },
        { name: 'Release', fact: trace.release },
        { name: 'Version', fact: trace.version },
        { name: 'Trace id', fact: <CopiedId of={trace.traceId} what="the trace id" /> },
      ]}
    />
  )
}

function namedBy(attribute: string | null | undefined): string | undefined {
  return attribute ? `Named by ${attribute}` : undefined
}

function UserLink({ userId }: { userId: string }) {
  return (
    <Link to="/users/$userId" params={{ userId }}>
      <Id of={userId} />
    </Link>
  )
}

interface SessionLinkProps {
  sessionId: string
  traceId: string
  children: ReactNode
}

/** To the conversation, at what this trace is of it. */
function SessionLink({ sessionId, traceId, children }: SessionLinkProps) {
  return (
    <Link to="/sessions/$sessionId" params={{ sessionId }} search={{ turn: traceId }}>
      {children}
    </Link>
  )
}
