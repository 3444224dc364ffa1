// What a trace or span was given or gave: at once if it is short, else once it is wanted.
import { useState } from 'react'
import * as format from '../../format'
import { graphql } from '../../generated'
import type { WholeInputQuery, WholeOutputQuery } from '../../generated/graphql'
import { useAnswer } from '../../api/answers'
import type { View } from '../../urls/trace'
import { Show, Skeleton } from '../Answer'
import { Named } from './NamedValue'

const WholeInputDocument = graphql(`
  query WholeInput($id: ID!) {
    node(id: $id) {
      ... on Span {
        said: input
      }
      ... on Trace {
        said: input
      }
    }
  }
`)

const WholeOutputDocument = graphql(`
  query WholeOutput($id: ID!) {
    node(id: $id) {
      ... on Span {
        said: output
      }
      ... on Trace {
        said: output
      }
    }
  }
`)

/** What is longer is not sent before somebody asks for it. */
export const MOST_BYTES = 65_536

interface HeldProps {
  /** The global id of the trace or span. */
  id: string
  of: 'input' | 'output'
  /** Null where there is none, or it is too long. */
  value: unknown
  bytes: format.Amount
  /** How it is looked at, where the address has that. */
  view?: View
  onView?: (view: View | undefined) => void
}

export function holdsNothing(of: { inputBytes: format.Amount; outputBytes: format.Amount }) {
  return Number(of.inputBytes) === 0 && Number(of.outputBytes) === 0
}

export function Held({ id, of, value, bytes, view, onView }: HeldProps) {
  const [wanted, setWanted] = useState(false)
  const name = of === 'input' ? 'Input' : 'Output'
  if (bytes <= MOST_BYTES) return <Named name={name} value={value} view={view} onView={onView} />
  if (wanted) return <Whole id={id} of={of} name={name} view={view} onView={onView} />
  return (
    <section className="named" aria-label={name}>
      <h3>{name}</h3>
      <button type="button" onClick={() => setWanted(true)}>
        Show all {format.bytes(bytes)}
      </button>
    </section>
  )
}

type WholeProps = Omit<HeldProps, 'value' | 'bytes'> & { name: string }

function Whole({ id, of, name, view, onView }: WholeProps) {
  const answer = useAnswer<WholeInputQuery | WholeOutputQuery, { id: string }, null>(
    of === 'input' ? WholeInputDocument : WholeOutputDocument,
    { view: null, subject: id, variables: () => ({ id }), isLive: false },
  )
  return (
    <Show answer={answer} skeleton={<Skeleton rows={3} />}>
      {({ node }) => <Named name={name} value={node?.said} view={view} onView={onView} />}
    </Show>
  )
}
