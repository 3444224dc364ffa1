// The pairs of keys that reach the project: what each is for, and whether anybody uses it.
import { useState } from 'react'
import { useRefreshingChange } from '../../api/changes'
import { graphql } from '../../generated'
import type { KeyFragment } from '../../generated/graphql'
import { useKey } from '../../hooks/shortcuts'
import { Copy } from '../../parts/controls/Copy'
import { ConfirmDialog, NameDialog } from '../../parts/controls/FormDialog'
import { MoreMenu } from '../../parts/controls/Menu'
import { Count, DateTime, RelativeTime } from '../../parts/Figures'
import { NewKey } from '../../parts/setup/NewKey'
import { ListTable } from '../../parts/table/ListTable'
import { type Column, numberColumn } from '../../parts/table/Table'

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

const RenameKeyDocument = graphql(`
  mutation RenameKey($input: RenameApiKeyInput!) {
    renameApiKey(input: $input) {
      __typename
    }
  }
`)

const RevokeKeyDocument = graphql(`
  mutation RevokeKey($input: RevokeApiKeyInput!) {
    revokeApiKey(input: $input) {
      __typename
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
      <ListTable
        caption="API keys"
        columns={columns}
        rows={keys}
        rowKey={(key) => key.publicKey}
        noun="key"
        empty="No key works, so nothing can be sent to this project."
      />
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
      {dialog === 'rename' && <Rename of={of} onClose={done} />}
      {dialog === 'revoke' && <Revoke of={of} onClose={done} />}
    </>
  )
}

interface ChangeProps {
  of: KeyFragment
  onClose: () => void
}

function Rename({ of: { publicKey, name }, onClose }: ChangeProps) {
  const { change, ...state } = useRefreshingChange(RenameKeyDocument, onClose)
  return (
    <NameDialog
      title="Rename the key"
      about={<code>{publicKey}</code>}
      name={name}
      submit="Rename"
      {...state}
      onSubmit={(next) => change({ input: { publicKey, name: next } })}
      onClose={onClose}
    />
  )
}

function Revoke({ of: { publicKey, name, lastUsedAt }, onClose }: ChangeProps) {
  return (
    <ConfirmDialog
      title={name ? `Revoke the key ${name}` : 'Revoke the key'}
      submit="Revoke"
      document={RevokeKeyDocument}
      variables={{ input: { publicKey } }}
      onClose={onClose}
    >
      <p>
        Whoever sends or reads with <code>{publicKey}</code> is refused from now on. This cannot be
        undone.
      </p>
      <p className="faint">
        {lastUsedAt ? (
          <>
            It was last used <RelativeTime at={lastUsedAt} />.
          </>
        ) : (
          'It was never used.'
        )}
      </p>
    </ConfirmDialog>
  )
}
