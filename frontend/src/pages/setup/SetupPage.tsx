// How to send traces, for a project that has some already; one without is shown the way at once.
import { getRouteApi, Navigate } from '@tanstack/react-router'
import { fixedQuestion, useAnswer } from '../../api/answers'
import { graphql } from '../../generated'
import { Show } from '../../parts/Answer'
import { useTitle } from '../../parts/frame/Frame'
import { SetupGuide } from '../../parts/setup/SetupGuide'

const ArrivalDocument = graphql(`
  query Arrival {
    traces(first: 1) {
      nodes {
        traceId
      }
    }
  }
`)

const route = getRouteApi('/setup')

export function SetupPage() {
  useTitle('Setup')
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const answer = useAnswer(ArrivalDocument, fixedQuestion())
  return (
    <Show answer={answer}>
      {({ traces }) =>
        // The users page shows the guide while there are none, and goes on by itself.
        traces.nodes.length === 0 ? (
          <Navigate to="/users" replace />
        ) : (
          <div className="setup">
            <h1>Send traces</h1>
            <p className="faint">Traces arrive in this project. This is how to send more.</p>
            <SetupGuide
              tab={search.with ?? 'python'}
              onTab={(tab) => void navigate({ search: { with: tab }, replace: true })}
            />
          </div>
        )
      }
    </Show>
  )
}
