// Looks through a whole conversation, whatever of it is on the page, for the turn that is wanted.
import { ask } from '../../../api/request'
import { graphql } from '../../../generated'
import type { FindTurnsQuery, FindTurnsQueryVariables } from '../../../generated/graphql'
import { isBad, type Scale, scalesOf } from './badRating'

const FindTurnsDocument = graphql(`
  query FindTurns($sessionId: String!, $filter: TraceFilter, $period: Period, $after: String) {
    session(sessionId: $sessionId) {
      traces(
        first: 100
        after: $after
        period: $period
        filter: $filter
        orderBy: { field: STARTED_AT, direction: ASC }
      ) {
        pageInfo {
          ...PageInfo
        }
        nodes {
          traceId
          feedback(first: 100) {
            ...FeedbackRow
          }
        }
      }
    }
  }
`)

const EndsDocument = graphql(`
  query Ends($sessionId: String!) {
    session(sessionId: $sessionId) {
      first: traces(first: 1, orderBy: { field: STARTED_AT, direction: ASC }) {
        nodes {
          traceId
        }
      }
      last: traces(last: 1, orderBy: { field: STARTED_AT, direction: ASC }) {
        nodes {
          traceId
        }
      }
    }
  }
`)

const ScalesDocument = graphql(`
  query Scales {
    overview {
      feedbackSummary {
        name
        dataType
        distribution {
          label
        }
      }
    }
  }
`)

export type Wanted = 'error' | 'badRating'
type Found = NonNullable<FindTurnsQuery['session']>['traces']['nodes'][number]

/** The trace id of the next one after `from`, or else of the first; null where there is none. */
export async function findTurn(
  sessionId: string,
  wanted: Wanted,
  from: { traceId: string; startedAt: string } | undefined,
): Promise<string | null> {
  const scales = wanted === 'error' ? [] : scalesOf((await ask(ScalesDocument, {})).overview)
  const filter = wanted === 'error' ? { hasError: true } : { hasFeedback: true }
  const isIt = wanted === 'error' ? () => true : (turn: Found) => isRatedBadly(turn, scales)
  const further = from && { sessionId, filter, period: { from: from.startedAt } }
  const next = further && (await firstOf(further, isIt, from.traceId))
  return next ?? firstOf({ sessionId, filter }, isIt)
}

function isRatedBadly({ feedback }: Found, scales: readonly Scale[]): boolean {
  return feedback.some((given) => isBad(given, scales))
}

/** The first that is wanted, after the one that is `past` if it is among them. */
async function firstOf(
  asked: FindTurnsQueryVariables,
  isIt: (turn: Found) => boolean,
  past?: string,
): Promise<string | null> {
  let after: string | null | undefined
  for (;;) {
    // Each page begins where the one before ended.
    // oxlint-disable-next-line no-await-in-loop
    const { session } = await ask(FindTurnsDocument, { ...asked, after })
    if (!session) return null
    const { nodes, pageInfo } = session.traces
    const following = nodes.slice(nodes.findIndex(({ traceId }) => traceId === past) + 1)
    const found = following.find(isIt)
    if (found || !pageInfo.hasNextPage) return found?.traceId ?? null
    after = pageInfo.endCursor
  }
}

/** The trace id of the first or the last turn. */
export async function findEnd(sessionId: string, last: boolean): Promise<string | null> {
  const { session } = await ask(EndsDocument, { sessionId })
  return (last ? session?.last : session?.first)?.nodes[0]?.traceId ?? null
}
