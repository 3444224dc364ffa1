// How to send traces, with the project's own keys.
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useSession } from '../../api/session'
import { useKey } from '../../hooks/shortcuts'
import { here } from '../../urls/here'
import { SETUP_TABS, type SetupTab } from '../../urls/setup'
import { Show } from '../Answer'
import { Code } from '../controls/Code'
import { Tabs } from '../controls/Tabs'
import { type KeyPair, NewKey } from './NewKey'
import { PUBLIC, SECRET, snippetsOf } from './snippets'

const NAMES: Record<SetupTab, string> = {
  python: 'Python',
  js: 'JavaScript',
  otel: 'OpenTelemetry',
  graphql: 'GraphQL',
}
const TABS = SETUP_TABS.map((id) => ({ id, name: NAMES[id] }))

export function SetupGuide({ tab, onTab }: { tab: SetupTab; onTab: (tab: SetupTab) => void }) {
  const session = useSession()
  const [making, setMaking] = useState(false)
  const [made, setMade] = useState<KeyPair | null>(null)
  useKey('c', 'Create an API key', () => setMaking(true))
  return (
    <Tabs label="Language" tabs={TABS} chosen={tab} onChoose={onTab}>
      <Show answer={session}>
        {({ publicKey }) => (
          <>
            <AboutKey publicKey={publicKey} made={made} onCreate={() => setMaking(true)} />
            {snippetsOf(tab, {
              host: location.origin + here.root,
              publicKey: made?.publicKey ?? publicKey ?? PUBLIC,
              secretKey: made?.secretKey ?? SECRET,
            }).map((snippet) => (
              <Code
                key={snippet.title}
                title={<h2>{snippet.title}</h2>}
                text={snippet.code}
                what={snippet.title.toLowerCase()}
              />
            ))}
            {making && <NewKey onClose={() => setMaking(false)} onMade={setMade} />}
          </>
        )}
      </Show>
    </Tabs>
  )
}

interface AboutKeyProps {
  publicKey: string | null
  made: KeyPair | null
  onCreate: () => void
}

/** Which key the lines hold, and how to come by its secret. */
function AboutKey({ publicKey, made, onCreate }: AboutKeyProps) {
  return (
    <p className="about-key">
      <span>
        <WhichKey publicKey={publicKey} made={made} /> <Link to="/settings">See all keys</Link>
      </span>
      {!made && (
        <button type="button" className={publicKey ? '' : 'primary'} onClick={onCreate}>
          Create a key
        </button>
      )}
    </p>
  )
}

function WhichKey({ publicKey, made }: Omit<AboutKeyProps, 'onCreate'>) {
  if (made) return 'These lines hold the key that you made; its secret is gone with this page.'
  if (publicKey === null) return 'No key of this project works yet.'
  return (
    <>
      Put the secret of this key, shown when it was made, in the place of <code>{SECRET}</code>.
    </>
  )
}
