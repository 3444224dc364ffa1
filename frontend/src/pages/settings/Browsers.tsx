import { useRefreshingChange } from '../../api/changes'
// The browsers that are signed in to the page, and how to sign them out.
import { graphql } from '../../generated'
import type { BrowserFragment } from '../../generated/graphql'
import { ErrorMessage } from '../../parts/controls/ErrorMessage'
import { DateTime, RelativeTime } from '../../parts/Figures'
import { MAX_LISTED } from '../../parts/Shortened'
import { ListTable } from '../../parts/table/ListTable'
import type { Column } from '../../parts/table/Table'

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
      __typename
    }
  }
`)

const EndSessionsDocument = graphql(`
  mutation EndSessions($input: EndBrowserSessionsInput!) {
    endBrowserSessions(input: $input) {
      __typename
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
        <DateTime at={createdAt} />{' '}
        <small className="faint">{method === 'PASSWORD' ? 'by password' : 'by a link'}</small>
      </>
    ),
  },
  { id: 'last', header: 'Last used', cell: ({ lastUsedAt }) => <RelativeTime at={lastUsedAt} /> },
  { id: 'more', header: 'Change', cell: (session) => <SignOutButton of={session} /> },
]

/** Who ends their own is asked to sign in again. */
export function Browsers({ sessions }: { sessions: readonly BrowserFragment[] }) {
  const { change, busy, reason } = useRefreshingChange(EndSessionsDocument)
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
      <ErrorMessage reason={reason} />
      <ListTable
        caption="Signed-in browsers"
        columns={columns}
        rows={sessions}
        rowKey={(session) => session.browserSessionId}
        noun="browser"
        end={MAX_LISTED}
      />
    </section>
  )
}

function SignOutButton({ of: { browserSessionId, device, address } }: { of: BrowserFragment }) {
  const { change, busy, reason } = useRefreshingChange(EndSessionDocument)
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
