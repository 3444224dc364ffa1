// A session as the conversation that it is: whose it was and what it came to, and its turns as a chat.
import { useAnswer } from '../../api/answers'
import { graphql } from '../../generated'
import { Show } from '../../parts/Answer'
import { FEEDBACK_PAGE_SIZE } from '../../parts/feedback/AllFeedback'
import { useTitle } from '../../parts/frame/Frame'
import { NotFound } from '../../parts/NotFound'
import { useAddress } from './address'
import { SessionBreadcrumb } from './head/SessionBreadcrumb'
import { SessionHead } from './head/SessionHead'
import { Turns } from './turns/Turns'

const SessionDocument = graphql(`
  query Session($sessionId: String!, $given: Int!) {
    session(sessionId: $sessionId) {
      ...SessionHead
    }
  }
`)

export function SessionPage() {
  const { sessionId } = useAddress()
  const answer = useAnswer(SessionDocument, {
    view: null,
    subject: sessionId,
    variables: () => ({ sessionId, given: FEEDBACK_PAGE_SIZE }),
  })
  const session = answer.state === 'ready' ? answer.data.session : undefined
  const who = session?.user?.name ?? session?.user?.userId
  useTitle(who === undefined ? `Session ${sessionId}` : `Session of ${who}`)
  return (
    <>
      <SessionBreadcrumb user={session?.user} />
      <div className="session-page">
        <Show answer={answer} skeleton={<HeadSkeleton />}>
          {({ session: found }) =>
            found ? (
              <SessionHead session={found} />
            ) : (
              <NotFound alone title="There is no such session, or not yet" id={sessionId}>
                <p className="faint">It is shown as soon as its first trace arrives.</p>
              </NotFound>
            )
          }
        </Show>
        {session !== null && <Turns key={sessionId} userId={session?.user?.userId} />}
      </div>
    </>
  )
}

/** As high as the parts of the page. */
function HeadSkeleton() {
  return (
    <>
      <div className="heading">
        <div className="heading-skeleton blank" />
      </div>
      <p className="taking" />
      <div className="card session-sums">
        <div className="who-skeleton blank" />
      </div>
    </>
  )
}
