import { fixedQuestion, useAnswer } from '../../api/answers'
// A project and its keys, what arrives in it and how it is read, the other projects, and who is
// signed in.
import { graphql } from '../../generated'
import { Show } from '../../parts/Answer'
import { useTitle } from '../../parts/frame/Frame'
import { ApiKeys } from './ApiKeys'
import { Arrivals } from './Arrivals'
import { Browsers } from './Browsers'
import { MainFeedback } from './MainFeedback'
import { Names } from './names/Names'
import { Prices } from './prices/Prices'
import { Projects } from './Projects'
import { Refusals } from './Refusals'
import { Visitors } from './Visitors'

const SettingsDocument = graphql(`
  query Settings {
    projects {
      projectId
      name
    }
    project {
      projectId
      name
      requiresFeedbackToken
      chosenFeedbackName
      mainFeedback {
        ...Kind
      }
      feedbackKinds {
        ...Kind
      }
      apiKeys {
        ...Key
      }
      ownNames {
        userId
        sessionId
      }
      namesApplication {
        startedAt
        finishedAt
        isOutdated
        traceCount
        seenTraceCount
        changedTraceCount
      }
      prices {
        ...Prices
      }
      arrivals {
        total {
          ...Counts
        }
        minutes {
          at
          counts {
            ...Counts
          }
        }
        refusals {
          ...Refused
        }
      }
    }
    unknownKeyRefusals {
      ...Refused
    }
    browserSessions {
      ...Browser
    }
  }
`)

/** What arrived is written every second, and nobody is told. */
const EVERY_MS = 2_000

export function SettingsPage() {
  useTitle('Settings')
  const answer = useAnswer(SettingsDocument, { ...fixedQuestion(), everyMs: EVERY_MS })
  return (
    <div className="settings">
      <h1>Settings</h1>
      <Show answer={answer}>
        {({ project, projects, unknownKeyRefusals, browserSessions }) => (
          <>
            <ApiKeys keys={project.apiKeys} />
            <Arrivals arrivals={project.arrivals} />
            <Refusals
              title="Refused"
              about="What was sent with a key of this project and not taken, within 7 days."
              refusals={project.arrivals.refusals}
            />
            {unknownKeyRefusals.length > 0 && (
              <Refusals
                title="Refused without a known key"
                about="Sent with no key, or with one of no project: it may have been meant for any."
                refusals={unknownKeyRefusals}
              />
            )}
            <MainFeedback {...project} />
            <Visitors isTokenRequired={project.requiresFeedbackToken} />
            <Names names={project.ownNames} application={project.namesApplication} />
            <Prices prices={project.prices} />
            <Projects projects={projects} shown={project} />
            <Browsers sessions={browserSessions} />
          </>
        )}
      </Show>
    </div>
  )
}
