// The pairs of keys that reach the project: what each is for, and whether anybody uses it.
import { useState } from 'react'
import { graphql } from '../../generated'
import type { KeyFragment } from '../../generated/graphql'
import { useKey } from '../../hooks/shortcuts'
import { Copy } from '../../parts/controls/Copy'
import { Icon } from '../../parts/controls/Icon'
import { Menu } from '../../parts/controls/Menu'
import { Ago, Count, When } from '../../parts/Figures'
import { Shortened } from '../../parts/Shortened'
import { type Column, Table } from '../../parts/table/Table'
import { NewKey } from '../../parts/setup/NewKey'
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
  { id: 'when', header: 'Created', cell: ({ createdAt }) => <When at={createdAt} /> },
  {
    id: 'last',
    header: 'Last used',
    cell: ({ lastUsedAt }) => (lastUsedAt ? <Ago at={lastUsedAt} /> : 'Never'),
  },
  {
    id: 'spans',
    header: 'Spans, last hour',
    numeric: true,
    cell: ({ lastHour }) => <Count of={lastHour.spanCount} />,
  },
  {
    id: 'events',
    header: 'Events, last hour',
    numeric: true,
    cell: ({ lastHour }) => <Count of={lastHour.eventCount} />,
  },
  { id: 'more', header: 'Change', cell: (key) => <More of={key} /> },
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
        <Shortened of={keys} noun="key">
          {(shown) => (
            <Table
              caption="API keys"
              columns={columns}
              rows={shown}
              rowKey={(key) => key.publicKey}
              question={shown.map((key) => key.publicKey)}
            />
          )}
        </Shortened>
      )}
      <NewKey open={making} onClose={() => setMaking(false)} />
    </section>
  )
}

function More({ of }: { of: KeyFragment }) {
  const [doing, setDoing] = useState<'rename' | 'revoke' | null>(null)
  const done = () => setDoing(null)
  return (
    <>
      <Menu
        className="quiet icon"
        title="What can be done with the key"
        name={`More about ${of.name || of.publicKey}`}
        label={<Icon name="more" />}
        groups={[
          {
            items: [
              { id: 'rename', label: 'Rename…', onSelect: () => setDoing('rename') },
              { id: 'revoke', label: 'Revoke…', onSelect: () => setDoing('revoke') },
            ],
          },
        ]}
      />
      {doing === 'rename' && <RenameKey of={of} onClose={done} />}
      {doing === 'revoke' && <RevokeKey of={of} onClose={done} />}
    </>
  )
}
