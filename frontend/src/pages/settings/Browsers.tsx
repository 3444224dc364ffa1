// The browsers that are signed in to the page, and how to sign them out.
import { useQueryClient } from '@tanstack/react-query'
import { graphql } from '../../generated'
import type { BrowserFragment } from '../../generated/graphql'
import { useChange } from '../../api/changes'
import { Ago, When } from '../../parts/Figures'
import { LIST_END, Shortened } from '../../parts/Shortened'
import { type Column, Table } from '../../parts/table/Table'

export const BrowserFragmentDocument = graphql(`
  fragment Browser on BrowserSession {
    browserSessionId
    isThis
    device
    address
    method
    createdAt
    lastUsedAt
  }
`)

const EndSessionDocument = graphql(`
  mutation EndSession($input: EndBrowserSessionInput!) {
    endBrowserSession(input: $input) {
      endedBrowserSessionId
    }
  }
`)

const EndSessionsDocument = graphql(`
  mutation EndSessions($input: EndBrowserSessionsInput!) {
    endBrowserSessions(input: $input) {
      endedCount
    }
  }
`)

const columns: readonly Column<BrowserFragment>[] = [
  {
    id: 'device',
    header: 'Browser',
    cell: ({ device, isThis }) => (
      <>
        {device} {isThis && <span className="tag">this one</span>}
      </>
    ),
  },
  {
    id: 'address',
    header: 'Address',
    about: 'Where it was last used from',
    cell: ({ address }) =>
      address === '' ? <span className="none">Unknown</span> : <code>{address}</code>,
  },
  {
    id: 'when',
    header: 'Signed in',
    cell: ({ createdAt, method }) => (
      <>
        <When at={createdAt} />{' '}
        <small className="faint">{method === 'PASSWORD' ? 'by password' : 'by a link'}</small>
      </>
    ),
  },
  { id: 'last', header: 'Last used', cell: ({ lastUsedAt }) => <Ago at={lastUsedAt} /> },
  { id: 'more', header: 'Change', cell: (session) => <End of={session} /> },
]

/** Who ends their own is asked to sign in again. */
export function Browsers({ sessions }: { sessions: readonly BrowserFragment[] }) {
  const queries = useQueryClient()
  const { change, busy, reason } = useChange(EndSessionsDocument, () => queries.invalidateQueries())
  const end = (keepThis: boolean) => change({ input: { keepThis } })
  return (
    <section className="card">
      <div className="card-head">
        <h2>Signed-in browsers</h2>
        {sessions.length > 1 && (
          <button type="button" disabled={busy} onClick={() => end(true)}>
            Sign out all others
          </button>
        )}
        <button type="button" disabled={busy} onClick={() => end(false)}>
          Sign out everywhere
        </button>
      </div>
      {reason !== null && (
        <p role="alert" className="refused">
          {reason}
        </p>
      )}
      <Shortened of={sessions} noun="browser" end={LIST_END}>
        {(shown) => (
          <Table
            caption="Signed-in browsers"
            columns={columns}
            rows={shown}
            rowKey={(session) => session.browserSessionId}
            question={shown.map((session) => session.browserSessionId)}
          />
        )}
      </Shortened>
    </section>
  )
}

function End({ of: { browserSessionId, device, address } }: { of: BrowserFragment }) {
  const queries = useQueryClient()
  const { change, busy, reason } = useChange(EndSessionDocument, () => queries.invalidateQueries())
  return (
    <button
      type="button"
      className="quiet"
      disabled={busy}
      title={reason ?? undefined}
      aria-label={`Sign out ${device} at ${address || 'an unknown address'}`}
      onClick={() => change({ input: { browserSessionId } })}
    >
      Sign out
    </button>
  )
}
