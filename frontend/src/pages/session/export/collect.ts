// Reads a whole conversation, page by page.
import { ask } from '../../../api/request'
import { graphql } from '../../../generated'
import type {
  FeedbackRowFragment,
  TakenFeedbackFragment,
  TakenSessionQuery,
  TakenTurnFragment,
} from '../../../generated/graphql'

const TakenSessionDocument = graphql(`
  query TakenSession($sessionId: String!, $after: String) {
    session(sessionId: $sessionId) {
      id
      sessionId
      startedAt
      endedAt
      user {
        userId
        name
        email
      }
      feedbackConnection(first: 100) {
        ...TakenFeedback
      }
      traces(first: 50, after: $after, orderBy: { field: STARTED_AT, direction: ASC }) {
        pageInfo {
          ...PageInfo
        }
        nodes {
          ...TakenTurn
        }
      }
    }
  }
  fragment TakenTurn on Trace {
    id
    traceId
    name
    startedAt
    endedAt
    latencyMs
    spanCount
    errorCount
    inputTokens
    outputTokens
    totalTokens
    costUsd
    user {
      userId
      name
    }
    inputBytes
    outputBytes
    userMessage
    assistantMessage
    feedbackConnection(first: 100) {
      ...TakenFeedback
    }
  }
  fragment TakenFeedback on FeedbackConnection {
    pageInfo {
      ...PageInfo
    }
    nodes {
      ...FeedbackRow
    }
  }
`)

const RestOfFeedbackDocument = graphql(`
  query RestOfFeedback($id: ID!, $after: String) {
    node(id: $id) {
      ... on Trace {
        feedback: feedbackConnection(first: 500, after: $after) {
          ...TakenFeedback
        }
      }
      ... on Session {
        feedback: feedbackConnection(first: 500, after: $after) {
          ...TakenFeedback
        }
      }
    }
  }
`)

const UnsaidDocument = graphql(`
  query Unsaid($id: ID!) {
    node(id: $id) {
      ... on Trace {
        input
        output
      }
    }
  }
`)

type Session = NonNullable<TakenSessionQuery['session']>

export interface TakenTurn extends Omit<TakenTurnFragment, 'feedbackConnection'> {
  feedback: FeedbackRowFragment[]
  /** As they were sent, where no words were found in them. */
  input?: unknown
  output?: unknown
}

export interface Talk extends Omit<Session, 'traces' | 'feedbackConnection'> {
  feedback: FeedbackRowFragment[]
  turns: TakenTurn[]
}

/** All of it; `onTurns` is told how many turns are there so far. Throws Failed. */
export async function collected(
  sessionId: string,
  onTurns: (count: number) => void,
): Promise<Talk> {
  const turns: TakenTurn[] = []
  let after: string | null | undefined
  for (;;) {
    // Each page begins where the one before ended.
    // oxlint-disable-next-line no-await-in-loop
    const { session } = await ask(TakenSessionDocument, { sessionId, after })
    if (!session) throw new Error('The session is gone.')
    const { traces, feedbackConnection, ...rest } = session
    // oxlint-disable-next-line no-await-in-loop
    turns.push(...(await Promise.all(traces.nodes.map(whole))))
    onTurns(turns.length)
    after = traces.pageInfo.endCursor
    if (!traces.pageInfo.hasNextPage) {
      // oxlint-disable-next-line no-await-in-loop
      return { ...rest, feedback: await allOf(session.id, feedbackConnection), turns }
    }
  }
}

/** With all feedback, and with what was sent where no words were found in it. */
async function whole({ feedbackConnection, ...turn }: TakenTurnFragment): Promise<TakenTurn> {
  const feedback = await allOf(turn.id, feedbackConnection)
  const isUnasked = turn.userMessage === null && Number(turn.inputBytes) > 0
  const isUnanswered = turn.assistantMessage === null && Number(turn.outputBytes) > 0
  if (!isUnasked && !isUnanswered) return { ...turn, feedback }
  const { node } = await ask(UnsaidDocument, { id: turn.id })
  const sent = node && 'input' in node ? node : { input: null, output: null }
  return {
    ...turn,
    feedback,
    ...(isUnasked && { input: sent.input }),
    ...(isUnanswered && { output: sent.output }),
  }
}

async function allOf(id: string, given: TakenFeedbackFragment): Promise<FeedbackRowFragment[]> {
  const nodes = [...given.nodes]
  let { pageInfo } = given
  while (pageInfo.hasNextPage) {
    // Each page begins where the one before ended.
    // oxlint-disable-next-line no-await-in-loop
    const { node } = await ask(RestOfFeedbackDocument, { id, after: pageInfo.endCursor })
    if (!node || !('feedback' in node)) break
    for (const one of node.feedback.nodes) nodes.push(one)
    pageInfo = node.feedback.pageInfo
  }
  return nodes
}
