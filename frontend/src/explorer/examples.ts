// The example operations as tabs of the explorer, each with variables that mean something here.
import { parse, print, separateOperations } from 'graphql'
import { ask } from '../api/request'
import { graphql } from '../generated'
import operations from './operations.graphql?raw'

export interface Tab {
  query: string
  variables: string
}

const LatestDocument = graphql(`
  query Latest {
    traces(first: 1) {
      nodes {
        traceId
      }
    }
    users(first: 1) {
      nodes {
        userId
      }
    }
  }
`)

const DAYS_30_MS = 30 * 24 * 60 * 60 * 1000

/** A tab for each example operation, about the latest user and trace. Throws SignedOut or Failed. */
export async function exampleTabs(): Promise<Tab[]> {
  const latest = await ask(LatestDocument, {})
  const userId = latest.users.nodes[0]?.userId ?? 'user_12345'
  const traceId = latest.traces.nodes[0]?.traceId ?? 'a trace id'
  const period = { from: new Date(Date.now() - DAYS_30_MS).toISOString() }
  const variables: Record<string, object> = {
    UserList: { first: 10, period, orderBy: { field: 'COST_USD' } },
    UserDetail: { userId, period },
    TraceDetail: { traceId },
    Overview: { period },
    FeedbackByName: { period, filter: { feedback: { hasComment: true } } },
    Submit: { input: { traceId, name: 'helpful', booleanValue: true } },
    Identify: { input: { userId, name: 'Ann' } },
    // Nobody by chance.
    Erase: { input: { userId: '' } },
    Live: {},
  }
  return Object.entries(separateOperations(parse(operations))).map(([name, document]) => ({
    query: `${print(document)}\n`,
    variables: JSON.stringify(variables[name] ?? {}, null, 2),
  }))
}
