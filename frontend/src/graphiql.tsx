// GraphiQL, as a page of its own: the editor is far larger than everything else together.
import 'graphiql/setup-workers/vite'
import 'graphiql/style.css'
import './styles/graphiql.css'
import { GraphiQL } from 'graphiql'
import { createRoot } from 'react-dom/client'

const EXAMPLE = `# Users, by what they cost.
{
  users(first: 10, orderBy: { field: COST_USD }) {
    totalCount
    nodes {
      userId
      lastSeenAt
      metrics {
        traceCount
        totalTokens
        costUsd
      }
    }
  }
}
`

// A link to a query opens it here, to be looked at before it is sent.
const linked = new URLSearchParams(window.location.search)

const root = document.getElementById('graphiql')
if (root) {
  createRoot(root).render(
    <GraphiQL
      defaultQuery={EXAMPLE}
      initialQuery={linked.get('query') ?? undefined}
      initialVariables={linked.get('variables') ?? undefined}
      fetcher={async (request) => {
        const response = await fetch('/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/json', accept: 'application/json' },
          body: JSON.stringify(request),
        })
        return response.json()
      }}
    />,
  )
}
