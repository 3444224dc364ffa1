// Whose a trace is, where it came from, and what it took.
import { Link } from '@tanstack/react-router'
import { Copy } from '../../parts/controls/Copy'
import { Fact } from '../../parts/Fact'
import { Count, DateTime, Duration, Errors, InOut, Money } from '../../parts/Figures'
import { Id } from '../../parts/Id'
import { Tags } from './Tags'
import type { Trace } from './trace'

export function TraceHead({ trace }: { trace: Trace }) {
  const { user } = trace
  return (
    <>
      <p className="trail">
        <Link to="/users">Users</Link>
        {user && (
          <Link to="/users/$userId" params={{ userId: user.userId }}>
            {user.name ?? <Id of={user.userId} />}
          </Link>
        )}
      </p>
      <div className="heading">
        <h1>{trace.name || 'Trace'}</h1>
        <span className="tags">
          <Tags of={trace.tags} noun="tag" />
        </span>
      </div>
      <TraceFacts trace={trace} />
    </>
  )
}

function TraceFacts({ trace }: { trace: Trace }) {
  const { user, session } = trace
  return (
    <dl className="line">
      {user && (
        <Fact name="User" hint={namedBy(trace.userIdAttribute)}>
          <Link to="/users/$userId" params={{ userId: user.userId }}>
            <Id of={user.userId} />
          </Link>
        </Fact>
      )}
      {session && (
        <Fact name="Session" hint={namedBy(trace.sessionIdAttribute)}>
          <SessionLink userId={user?.userId} sessionId={session.sessionId} />
        </Fact>
      )}
      <Fact name="Started">
        <DateTime at={trace.startedAt} />
      </Fact>
      <Fact name="Took">
        <Duration ms={trace.latencyMs} />
      </Fact>
      <Fact name="Spans">
        <Count of={trace.spanCount} />
      </Fact>
      <Fact name="Errors">
        <Errors of={trace.errorCount} />
      </Fact>
      <Fact name="Tokens in, out">
        <InOut tokens={trace} />
      </Fact>
      <Fact name="Cost">
        <Money of={trace.costUsd} />
      </Fact>
      <Fact name="Environment">{trace.environment}</Fact>
      {trace.release && <Fact name="Release">{trace.release}</Fact>}
      {trace.version && <Fact name="Version">{trace.version}</Fact>}
      <Fact name="Trace id">
        <code>
          <Id of={trace.traceId} />
        </code>{' '}
        <Copy text={trace.traceId} what="the trace id" />
      </Fact>
    </dl>
  )
}

function namedBy(attribute: string | null | undefined): string | undefined {
  return attribute ? `Named by ${attribute}` : undefined
}

/** A session is shown on the page of whose it is. */
function SessionLink({ userId, sessionId }: { userId: string | undefined; sessionId: string }) {
  if (userId === undefined) return <Id of={sessionId} />
  return (
    <Link
      to="/users/$userId"
      params={{ userId }}
      search={{ tab: 'sessions', session: sessionId, period: 'all' }}
    >
      <Id of={sessionId} />
    </Link>
  )
}
