// GraphiQL, as a page of its own: the editor is far larger than everything else together.
import 'graphiql/setup-workers/vite'
import 'graphiql/style.css'
import './graphiql.css'
import { createGraphiQLFetcher } from '@graphiql/toolkit'
import { GraphiQL } from 'graphiql'
import { createClient } from 'graphql-ws'
import { createRoot } from 'react-dom/client'
import { parseToWrite, toWrite } from '../api/json'
import { SignedOut } from '../api/request'
import { chosenTheme } from '../hooks/theme'
import { here, serverUrl } from '../urls/here'
import { API } from '../urls/root'
import { exampleTabs, type Tab } from './examples'

/** An answer is shown with every digit of its numbers. */
async function fetchToShow(address: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const response = await fetch(address, init)
  response.json = async () => parseToWrite(await response.text())
  return response
}

const fetcher = createGraphiQLFetcher({
  url: serverUrl(API),
  fetch: fetchToShow,
  wsClient: createClient({
    url: `${location.origin.replace(/^http/, 'ws')}${serverUrl(API)}`,
    jsonMessageReviver: toWrite,
  }),
  enableIncrementalDelivery: false,
})

// A link to a query opens it here, to be looked at before it is sent.
const linked = new URLSearchParams(location.search)
const initialQuery = linked.get('query') ?? undefined
const initialVariables = linked.get('variables') ?? undefined

function show(mount: HTMLElement, examples: Tab[]): void {
  const theme = chosenTheme()
  const tabs =
    initialQuery === undefined
      ? examples
      : [{ query: initialQuery, variables: initialVariables ?? '' }, ...examples]
  createRoot(mount).render(
    <GraphiQL
      fetcher={fetcher}
      // Of a first visit; later ones find the tabs as they were left, and the linked query beside.
      defaultTabs={tabs}
      initialQuery={initialQuery}
      initialVariables={initialVariables}
      defaultTheme={theme === 'system' ? undefined : theme}
    />,
  )
}

const mount = document.getElementById('graphiql')
if (mount) {
  exampleTabs().then(
    (examples) => show(mount, examples),
    (error: unknown) => {
      if (error instanceof SignedOut) {
        const from = location.pathname + location.search
        location.replace(`${here.root}/sign-in?${new URLSearchParams({ from })}`)
      } else {
        // The editor works all the same, and says itself what is wrong.
        show(mount, [])
      }
    },
  )
}
