// One trace: whose it is, what it took, its spans as a tree, and what the chosen one holds.
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Show } from '../parts/Answer'
import { Copy } from '../parts/controls/Copy'
import { FeedbackList } from '../parts/FeedbackValue'
import { Count, Errors, InOut, Money, Took, When } from '../parts/Figures'
import { useTitle } from '../parts/frame/Frame'
import { Notice } from '../parts/Notice'
import { SpanDetail } from '../parts/trace/SpanDetail'
import { SpanTree } from '../parts/trace/SpanTree'
import { Named } from '../parts/content/Named'
import { useSession } from '../session'
import { type Trace, useTrace } from '../trace'

export function TracePage() {
  // Several addresses lead here, each with the trace id in it, and some with the project's.
  const { traceId = '', projectId } = useParams({ strict: false })
  const session = useSession()
  const answer = useTrace(traceId)
  const name = answer.state === 'ready' ? answer.data?.name : undefined
  useTitle(name || `Trace ${traceId.slice(0, 8)}`)
  if (projectId && session.state === 'ready' && session.data.project.projectId !== projectId) {
    return (
      <Notice alone title="This address is of another project">
        <p>
          <code>{projectId}</code>
        </p>
        <p className="faint">Here is {session.data.project.name}.</p>
      </Notice>
    )
  }
  return (
    <Show answer={answer}>
      {(trace) =>
        trace ? (
          <>
            <Head trace={trace} />
            <Spans trace={trace} />
          </>
        ) : (
          <Notice alone title="There is no such trace, or not yet">
            <p>
              <code>{traceId}</code>
            </p>
            <p className="faint">It is shown as soon as it arrives.</p>
          </Notice>
        )
      }
    </Show>
  )
}

function Head({ trace }: { trace: Trace }) {
  const { user, session } = trace
  return (
    <>
      <p className="trail">
        <Link to="/users">Users</Link>
        {user && (
          <Link to="/users/$userId" params={{ userId: user.userId }}>
            {user.name ?? user.userId}
          </Link>
        )}
      </p>
      <div className="heading">
        <h1>{trace.name || 'Trace'}</h1>
        <span className="tags">
          {trace.tags.map((tag) => (
            <span key={tag} className="tag">
              {tag}
            </span>
          ))}
        </span>
      </div>
      <dl className="line">
        <Fact name="Trace id">
          <code>{trace.traceId}</code> <Copy text={trace.traceId} what="the trace id" />
        </Fact>
        {user && (
          <Fact name="User">
            <Link to="/users/$userId" params={{ userId: user.userId }}>
              {user.userId}
            </Link>
          </Fact>
        )}
        {session && <Fact name="Session">{session.sessionId}</Fact>}
        <Fact name="Environment">{trace.environment}</Fact>
        {trace.release && <Fact name="Release">{trace.release}</Fact>}
        {trace.version && <Fact name="Version">{trace.version}</Fact>}
        <Fact name="Started">
          <When at={trace.startedAt} />
        </Fact>
        <Fact name="Took">
          <Took ms={trace.latencyMs} />
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
      </dl>
    </>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Spans({ trace }: { trace: Trace }) {
  const search = useSearch({ strict: false })
  const navigate = useNavigate()
  const spanId = 'span' in search ? search.span : undefined
  const chosen = trace.spans.find((span) => span.spanId === spanId)
  const choose = (span: string | undefined) =>
    void navigate({ to: '.', search: { span }, replace: true, resetScroll: false })
  return (
    <div className="split">
      <section className="card tree" aria-label="Spans">
        <button
          type="button"
          className="whole"
          aria-pressed={chosen === undefined}
          onClick={() => choose(undefined)}
        >
          The whole trace
        </button>
        <SpanTree spans={trace.spans} chosen={chosen?.spanId} onChoose={choose} />
      </section>
      <section className="card detail" aria-label="What is chosen">
        {chosen ? <SpanDetail key={chosen.id} id={chosen.id} /> : <Whole trace={trace} />}
      </section>
    </div>
  )
}

function Whole({ trace }: { trace: Trace }) {
  const { input, output, metadata, feedback } = trace
  const empty = [input, output, metadata].every((value) => value === null || value === '')
  return (
    <article aria-label="The whole trace">
      <h2>The whole trace</h2>
      {empty && feedback.length === 0 && (
        <p className="faint">It says nothing of its own. Choose a span.</p>
      )}
      <Named name="Input" value={input} />
      <Named name="Output" value={output} />
      {feedback.length > 0 && (
        <section className="named">
          <h3>Feedback</h3>
          <FeedbackList feedback={feedback} />
        </section>
      )}
      <Named name="Metadata" value={metadata} />
    </article>
  )
}
