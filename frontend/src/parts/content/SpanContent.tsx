// What a trace or span was given or gave: at once if it is short, else once it is wanted.
import { useState } from 'react'
import { useAnswer } from '../../api/answers'
import * as format from '../../format'
import { graphql } from '../../generated'
import type { WholeInputQuery, WholeOutputQuery } from '../../generated/graphql'
import type { View } from '../../urls/trace'
import { Show, Skeleton } from '../Answer'
import { NamedValue } from './LazyValue'

const WholeInputDocument = graphql(`
  query WholeInput($id: ID!) {
    node(id: $id) {
      ... on Span {
        content: input
      }
      ... on Trace {
        content: input
      }
    }
  }
`)

const WholeOutputDocument = graphql(`
  query WholeOutput($id: ID!) {
    node(id: $id) {
      ... on Span {
        content: output
      }
      ... on Trace {
        content: output
      }
    }
  }
`)

/** What is longer is not sent before somebody asks for it. */
export const MAX_CONTENT_BYTES = 65_536

interface SpanContentProps {
  /** The global id of the trace or span. */
  id: string
  of: 'input' | 'output'
  /** Null where there is none, or it is too long; left out where it was not asked for. */
  value?: unknown
  bytes: format.Amount
  /** How it is looked at, where the address has that. */
  view?: View
  onView?: (view: View | undefined) => void
  /** Whether it was not asked for with the rest, and is now. */
  isWanted?: boolean
}

interface Content {
  id: string
  input?: unknown
  inputBytes: format.Amount
  output?: unknown
  outputBytes: format.Amount
}

interface InputAndOutputProps {
  of: Content
  /** How each is looked at, where the address has that. */
  viewOf?: (name: 'input' | 'output') => Pick<SpanContentProps, 'view' | 'onView'>
}

/** What a trace or span was given, and what it gave. */
export function InputAndOutput({ of: content, viewOf }: InputAndOutputProps) {
  return (['input', 'output'] as const).map((name) => (
    <SpanContent
      key={name}
      id={content.id}
      of={name}
      value={content[name]}
      bytes={content[`${name}Bytes`]}
      {...viewOf?.(name)}
    />
  ))
}

export function hasNoContent(of: Content): boolean {
  return Number(of.inputBytes) === 0 && Number(of.outputBytes) === 0
}

export function SpanContent(props: SpanContentProps) {
  const { id, of, value, bytes, isWanted = false, ...looks } = props
  const [wanted, setWanted] = useState(isWanted && bytes <= MAX_CONTENT_BYTES)
  const name = of === 'input' ? 'Input' : 'Output'
  if (bytes <= MAX_CONTENT_BYTES && !isWanted)
    return <NamedValue name={name} value={value} {...looks} />
  if (wanted) return <WholeContent id={id} of={of} name={name} {...looks} />
  return (
    <section className="named" aria-label={name}>
      <h3>{name}</h3>
      <button type="button" onClick={() => setWanted(true)}>
        Show all {format.bytes(bytes)}
      </button>
    </section>
  )
}

type WholeContentProps = Omit<SpanContentProps, 'value' | 'bytes'> & { name: string }

function WholeContent({ id, of, name, ...looks }: WholeContentProps) {
  const answer = useAnswer<WholeInputQuery | WholeOutputQuery, { id: string }, null>(
    of === 'input' ? WholeInputDocument : WholeOutputDocument,
    { view: null, subject: id, variables: () => ({ id }), isLive: false },
  )
  return (
    <Show answer={answer} skeleton={<Skeleton rows={3} />}>
      {({ node }) => <NamedValue name={name} value={node?.content} {...looks} />}
    </Show>
  )
}
