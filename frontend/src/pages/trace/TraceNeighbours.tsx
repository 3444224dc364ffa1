// The traces before and after this one in its conversation.
import { Link, useNavigate } from '@tanstack/react-router'
import { useAnswer } from '../../api/answers'
import { graphql } from '../../generated'
import { useKey } from '../../hooks/shortcuts'

const NeighbourTracesDocument = graphql(`
  query NeighbourTraces($sessionId: String!, $startedAt: DateTime!) {
    session(sessionId: $sessionId) {
      before: traces(
        last: 1
        period: { to: $startedAt }
        orderBy: { field: STARTED_AT, direction: ASC }
      ) {
        nodes {
          traceId
        }
      }
      from: traces(
        first: 50
        period: { from: $startedAt }
        orderBy: { field: STARTED_AT, direction: ASC }
      ) {
        nodes {
          traceId
        }
      }
    }
  }
`)

interface TraceNeighboursProps {
  traceId: string
  sessionId: string
  startedAt: string
}

export function TraceNeighbours({ traceId, sessionId, startedAt }: TraceNeighboursProps) {
  const answer = useAnswer(NeighbourTracesDocument, {
    view: { startedAt },
    subject: sessionId,
    variables: (view) => ({ sessionId, ...view }),
  })
  const session = answer.state === 'ready' && !answer.changing ? answer.data.session : null
  // Of some that began at the same moment the order is by their ids, as it is in the conversation.
  const around = session ? [...session.before.nodes, ...session.from.nodes] : []
  const at = around.findIndex((one) => one.traceId === traceId)
  return (
    <>
      <Neighbour to={at < 0 ? undefined : around[at - 1]} name="Previous" shortcut="[" />
      <Neighbour to={at < 0 ? undefined : around[at + 1]} name="Next" shortcut="]" />
    </>
  )
}

interface NeighbourProps {
  to: { traceId: string } | undefined
  name: string
  shortcut: string
}

function Neighbour({ to, name, shortcut }: NeighbourProps) {
  const navigate = useNavigate()
  const address = to && { to: '/traces/$traceId' as const, params: { traceId: to.traceId } }
  useKey(shortcut, `${name} trace of the session`, () => {
    if (address) void navigate(address)
  })
  if (!address) return null
  return (
    <Link {...address} className="neighbour" title={`${name} in the session (key ${shortcut})`}>
      {name}
    </Link>
  )
}
