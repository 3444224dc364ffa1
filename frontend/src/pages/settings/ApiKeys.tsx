// The pairs of keys that reach the project: what each is for, and whether anybody uses it.
import { useState } from 'react'
import { graphql } from '../../generated'
import type { KeyFragment } from '../../generated/graphql'
import { useKey } from '../../hooks/shortcuts'
import { Copy } from '../../parts/controls/Copy'
import { MoreMenu } from '../../parts/controls/MoreMenu'
import { Count, DateTime, RelativeTime } from '../../parts/Figures'
import { NewKey } from '../../parts/setup/NewKey'
import { ListTable } from '../../parts/table/ListTable'
import { type Column, numberColumn } from '../../parts/table/Table'
import { RenameKey } from './RenameKey'
import { RevokeKey } from './RevokeKey'

export const KeyFragmentDocument = graphql(`
  fragment Key on ApiKey {
    publicKey
    name
    createdAt
    lastUsedAt
    lastHour {
      spanCount
      eventCount
    }
  }
`)

const columns: readonly Column<KeyFragment>[] = [
  {
    id: 'key-name',
    header: 'Name',
    cell: ({ name }) => (name === '' ? <span className="none">No name</span> : name),
  },
  {
    id: 'public-key',
    header: 'Public key',
    cell: ({ publicKey }) => (
      <>
        <code>{publicKey}</code> <Copy text={publicKey} what="the public key" />
      </>
    ),
  },
  { id: 'when', header: 'Created', cell: ({ createdAt }) => <DateTime at={createdAt} /> },
  {
    id: 'last',
    header: 'Last used',
    cell: ({ lastUsedAt }) => (lastUsedAt ? <RelativeTime at={lastUsedAt} /> : 'Never'),
  },
  numberColumn('spans', 'Spans, last hour', ({ lastHour }) => <Count of={lastHour.spanCount} />),
  numberColumn('events', 'Events, last hour', ({ lastHour }) => <Count of={lastHour.eventCount} />),
  { id: 'more', header: 'Change', cell: (key) => <KeyMenu of={key} /> },
]

export function ApiKeys({ keys }: { keys: readonly KeyFragment[] }) {
  const [making, setMaking] = useState(false)
  useKey('c', 'Create an API key', () => setMaking(true))
  return (
    <section className="card">
      <div className="card-head">
        <h2>API keys</h2>
        <button type="button" className="primary" onClick={() => setMaking(true)}>
          Create a key
        </button>
      </div>
      {keys.length === 0 ? (
        <p className="faint">No key works, so nothing can be sent to this project.</p>
      ) : (
        <ListTable
          caption="API keys"
          columns={columns}
          rows={keys}
          rowKey={(key) => key.publicKey}
          noun="key"
        />
      )}
      {making && <NewKey onClose={() => setMaking(false)} />}
    </section>
  )
}

function KeyMenu({ of }: { of: KeyFragment }) {
  const [dialog, setDialog] = useState<'rename' | 'revoke' | null>(null)
  const done = () => setDialog(null)
  return (
    <>
      <MoreMenu
        title="What can be done with the key"
        name={`More about ${of.name || of.publicKey}`}
        items={[
          { id: 'rename', label: 'Rename…', onSelect: () => setDialog('rename') },
          { id: 'revoke', label: 'Revoke…', onSelect: () => setDialog('revoke') },
        ]}
      />
      {dialog === 'rename' && <RenameKey of={of} onClose={done} />}
      {dialog === 'revoke' && <RevokeKey of={of} onClose={done} />}
    </>
  )
}
