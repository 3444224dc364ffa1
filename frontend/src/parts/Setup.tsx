// How to send the first trace, with the project's own keys.
import { useState } from 'react'
import { useSession } from '../session'
import { SECRET, type Snippet, snippetsOf } from '../snippets'
import { SETUP_TABS, type SetupTab } from '../urls'
import { Show } from './Answer'
import { Copy } from './controls/Copy'
import { useTitle } from './frame/Frame'
import { Tabs } from './controls/Tabs'

const NAMES: Record<SetupTab, string> = {
  python: 'Python',
  js: 'JavaScript',
  otel: 'OpenTelemetry',
  graphql: 'GraphQL',
}
const TABS = SETUP_TABS.map((id) => ({ id, name: NAMES[id] }))

/** The guide by itself, while the project has no traces; what comes next shows itself. */
export function Setup() {
  const [tab, setTab] = useState<SetupTab>('python')
  useTitle('Setup')
  return (
    <div className="setup">
      <h1>Send your first trace</h1>
      <p className="waiting" role="status">
        <span className="pulse" aria-hidden="true" /> Waiting for the first trace. This page goes on
        by itself when it arrives.
      </p>
      <Guide tab={tab} onTab={setTab} />
    </div>
  )
}

interface GuideProps {
  tab: SetupTab
  onTab: (tab: SetupTab) => void
}

export function Guide({ tab, onTab }: GuideProps) {
  const session = useSession()
  return (
    <Tabs label="Language" tabs={TABS} chosen={tab} onChoose={onTab}>
      <Show answer={session}>
        {({ publicKey }) => (
          <>
            {snippetsOf(tab, { host: location.origin, publicKey }).map((snippet) => (
              <Code key={snippet.title} snippet={snippet} />
            ))}
            <p className="faint">
              Put the secret key in the place of <code>{SECRET}</code>. <code>usertrail serve</code>{' '}
              printed it when it first started; <code>usertrail keys create</code> makes another
              pair.
            </p>
          </>
        )}
      </Show>
    </Tabs>
  )
}

function Code({ snippet }: { snippet: Snippet }) {
  return (
    <section className="code">
      <h2>{snippet.title}</h2>
      <div className="code-text">
        <pre tabIndex={0}>
          <code>{snippet.code}</code>
        </pre>
        <Copy text={snippet.code} what={snippet.title.toLowerCase()} />
      </div>
    </section>
  )
}
