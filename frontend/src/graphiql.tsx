import 'graphiql/setup-workers/vite'
import 'graphiql/style.css'
import './styles/graphiql.css'
import { GraphiQL } from 'graphiql'
import { createRoot } from 'react-dom/client'

const root = document.getElementById('graphiql')
if (root) {
  createRoot(root).render(
    <GraphiQL
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
