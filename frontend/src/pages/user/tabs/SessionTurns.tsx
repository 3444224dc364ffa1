// A session as a conversation: what was asked and answered in each of its traces, in order.
import { Link } from '@tanstack/react-router'
import { useAnswer } from '../../../api/answers'
import * as format from '../../../format'
import { graphql } from '../../../generated'
import type { SessionTurnsQuery, SumsFragment } from '../../../generated/graphql'
import { Show } from '../../../parts/Answer'
import { hasNoContent, MAX_CONTENT_BYTES, InputAndOutput } from '../../../parts/content/SpanContent'
import { Copy } from '../../../parts/controls/Copy'
import { AllFeedback, FEEDBACK_PAGE_SIZE } from '../../../parts/feedback/AllFeedback'
import { Rating } from '../../../parts/feedback/Rating'
import { Compact, Count, DateTime, Duration, Money } from '../../../parts/Figures'
import { Id } from '../../../parts/Id'
import { NotFound } from '../../../parts/NotFound'
import { pageArguments, Pager } from '../../../parts/table/Pager'
import { placeInSession, sessionPlaceParams, type UserSearch } from '../../../urls/user'
import { CLOSED, useAddress } from '../address'

const SessionTurnsDocument = graphql(`
  query SessionTurns(
    $sessionId: String!
    $first: Int
    $after: String
    $last: Int
    $before: String
    $most: Int!
    $given: Int!
  ) {
    session(sessionId: $sessionId) {
      id
      sessionId
      startedAt
      endedAt
      metrics {
        ...Sums
        feedback {
          ...FeedbackFigures
        }
      }
      feedbackConnection(first: $given) {
        ...FeedbackPage
      }
      traces(
        first: $first
        after: $after
        last: $last
        before: $before
        orderBy: { field: STARTED_AT, direction: ASC }
      ) {
        totalCount
        pageInfo {
          ...PageInfo
        }
        nodes {
          id
          traceId
          name
          startedAt
          latencyMs
          errorCount
          totalTokens
          costUsd
          user {
            userId
          }
          inputBytes
          outputBytes
          input(maxBytes: $most)
          output(maxBytes: $most)
          feedbackConnection(first: $given) {
            ...FeedbackPage
          }
        }
      }
    }
  }
`)

type Session = NonNullable<SessionTurnsQuery['session']>
type Trace = Session['traces']['nodes'][number]

const TURNS = 20

export function SessionTurns() {
  const { userId, search, change } = useAddress()
  const { session: sessionId = '' } = search
  const answer = useAnswer(SessionTurnsDocument, {
    view: placeInSession(search),
    subject: sessionId,
    variables: (place) => ({
      sessionId,
      ...pageArguments(place, TURNS),
      most: MAX_CONTENT_BYTES,
      given: FEEDBACK_PAGE_SIZE,
    }),
  })
  return (
    <section className="talk" aria-label={`Session ${sessionId}`} ref={comeIntoSight}>
      <nav aria-label="Sessions">
        <Link
          from="/users/$userId"
          to="."
          search={(here) => ({ ...here, ...CLOSED })}
          resetScroll={false}
        >
          All sessions
        </Link>
      </nav>
      <Show answer={answer}>
        {({ session }) =>
          session ? (
            <>
              <SessionHead session={session} />
              <ol className="turns" start={firstOf(search)}>
                {session.traces.nodes.map((trace, at) => (
                  <Turn key={trace.id} trace={trace} number={firstOf(search) + at} of={userId} />
                ))}
              </ol>
              <Pager
                info={session.traces.pageInfo}
                at={placeInSession(search)}
                total={Number(session.traces.totalCount)}
                size={TURNS}
                noun="turn"
                onPage={(place) => change(sessionPlaceParams(place))}
              />
            </>
          ) : (
            <NotFound title="There is no such session" id={sessionId} />
          )
        }
      </Show>
    </section>
  )
}

function firstOf({ turnsPage = '1' }: UserSearch): number {
  return (Number(turnsPage) - 1) * TURNS + 1
}

/** Opened from a row further down, it begins above what is seen; by its address, below that. */
function comeIntoSight(section: HTMLElement | null): void {
  if (!section) return
  const { top } = section.getBoundingClientRect()
  if (top < 0 || top > innerHeight / 2) section.scrollIntoView()
}

function SessionHead({ session }: { session: Session }) {
  const { id, sessionId, startedAt, endedAt, metrics, feedbackConnection } = session
  return (
    <header className="talk-head">
      <h2>
        <Id of={sessionId} /> <Copy text={sessionId} what="the session id" />
      </h2>
      <p className="faint facts">
        <DateTime at={startedAt} />
        <span>
          lasted <Duration ms={Date.parse(endedAt) - Date.parse(startedAt)} />
        </span>
        <Sums of={metrics} />
        {metrics.feedback && Number(metrics.feedback.count) > 0 && (
          <span>
            {metrics.feedback.name} <Rating of={metrics.feedback} />
          </span>
        )}
      </p>
      <AllFeedback id={id} feedback={feedbackConnection} />
    </header>
  )
}

type Summed = Pick<SumsFragment, 'totalTokens' | 'costUsd' | 'errorCount'>

function Sums({ of: { totalTokens, costUsd, errorCount } }: { of: Summed }) {
  return (
    <>
      <span>
        <Compact of={totalTokens} /> tokens
      </span>
      <span>
        <Money of={costUsd} />
      </span>
      {Number(errorCount) > 0 && <span className="bad">{format.plural(errorCount, 'error')}</span>}
    </>
  )
}

function Turn({ trace, number, of }: { trace: Trace; number: number; of: string }) {
  const { id, traceId, name, user, feedbackConnection } = trace
  return (
    <li className="turn card">
      <p className="facts faint">
        <strong>
          <Count of={number} />
        </strong>
        <Link to="/traces/$traceId" params={{ traceId }} className="name">
          {name || <Id of={traceId} />}
        </Link>
        {user && user.userId !== of && (
          <Link to="/users/$userId" params={{ userId: user.userId }}>
            by <Id of={user.userId} />
          </Link>
        )}
        <DateTime at={trace.startedAt} />
        <span>
          took <Duration ms={trace.latencyMs} />
        </span>
        <Sums of={trace} />
      </p>
      {hasNoContent(trace) && <p className="faint">It says nothing of what went in or came out.</p>}
      <InputAndOutput of={trace} />
      {feedbackConnection.nodes.length > 0 && (
        <div className="turn-feedback">
          <AllFeedback id={id} feedback={feedbackConnection} />
        </div>
      )}
    </li>
  )
}
