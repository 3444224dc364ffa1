// Answers with an error that senders were given, those alike together.
import { graphql } from '../../generated'
import type { RefusedFragment } from '../../generated/graphql'
import { Count, RelativeTime } from '../../parts/Figures'
import { ListTable } from '../../parts/table/ListTable'
import { type Column, numberColumn } from '../../parts/table/Table'

export const RefusedFragmentDocument = graphql(`
  fragment Refused on Refusal {
    endpoint
    status
    code
    reason
    publicKey
    userAgent
    refusedCount
    lastAt
  }
`)

const columns: readonly Column<RefusedFragment>[] = [
  { id: 'last', header: 'Last', cell: ({ lastAt }) => <RelativeTime at={lastAt} /> },
  numberColumn('count', 'How often', ({ refusedCount }) => <Count of={refusedCount} />),
  { id: 'answer', header: 'Status', cell: ({ status }) => <span className="bad">{status}</span> },
  {
    id: 'why',
    header: 'Why',
    cell: ({ reason, code }) => (
      <span className="words" title={code}>
        {reason}
      </span>
    ),
  },
  { id: 'endpoint', header: 'Sent to', cell: ({ endpoint }) => <code>{endpoint}</code> },
  { id: 'agent', header: 'Sender', cell: ({ userAgent }) => <Truncated text={userAgent} /> },
  {
    id: 'key',
    header: 'Public key',
    cell: ({ publicKey }) => <Truncated text={publicKey ?? ''} />,
  },
]

function keyOf({ endpoint, status, reason, publicKey, userAgent, code }: RefusedFragment): string {
  return JSON.stringify([endpoint, status, code, reason, publicKey, userAgent])
}

function Truncated({ text }: { text: string }) {
  if (text === '') return <span className="none">–</span>
  return (
    <span className="cut" title={text}>
      {text}
    </span>
  )
}

interface RefusalsProps {
  title: string
  about: string
  refusals: readonly RefusedFragment[]
}

export function Refusals({ title, about, refusals }: RefusalsProps) {
  return (
    <section className="card">
      <h2>{title}</h2>
      {refusals.length > 0 && <p className="faint about">{about}</p>}
      <ListTable
        caption={title}
        columns={columns}
        rows={refusals}
        rowKey={keyOf}
        question={title}
        noun="refusal"
        empty="Nothing was refused."
      />
    </section>
  )
}
