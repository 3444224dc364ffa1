// The pieces of a message, each as what it is, and what nobody knows folded in its place.
import { type ReactNode, useState } from 'react'
import * as format from '../../format'
import { isEmpty, levelsWithin } from './fields'
import { FoldedJson } from './FoldedJson'
import { Json } from './Json'
import { Markdown } from './Markdown'
import type { Part } from './part'
import { linkable } from './references'
import { Text } from './Text'
import { looksLikeMarkdown } from './views'

const MANY = 200

export function MessageParts({ parts }: { parts: readonly Part[] }) {
  const [most, setMost] = useState(MANY)
  return (
    <>
      {parts.slice(0, most).map((part, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- parts have no id, and never move
        <MessagePart key={at} part={part} />
      ))}
      {parts.length > most && (
        <button type="button" className="more" onClick={() => setMost(most * 10)}>
          Show more of {format.plural(parts.length, 'part')}
        </button>
      )}
    </>
  )
}

/** Those that fold or have a frame hold what else is known of them; with others it follows. */
function MessagePart({ part }: { part: Part }) {
  const more = part.rest && <FoldedJson title="More" value={part.rest} />
  switch (part.kind) {
    case 'thought':
      return (
        <details className="thought">
          <summary>Thought{part.text === '' && ', not told in words'}</summary>
          {part.text !== '' && <Words text={part.text} />}
          {more}
        </details>
      )
    case 'call':
      return (
        <Tool word={part.asks ? 'Asks to call' : 'Calls'} name={part.name} id={part.id}>
          <Anything value={part.args} />
          {more}
        </Tool>
      )
    case 'result':
      return (
        <Tool word={part.failed ? 'Failed' : 'Result'} name={part.name} id={part.id}>
          <MessageParts parts={part.parts} />
          {more}
        </Tool>
      )
    case 'other':
      return <FoldedJson title={part.label ?? 'More'} value={part.value} type={part.label} />
    default:
      return (
        <>
          <Plain part={part} />
          {more}
        </>
      )
  }
}

type PlainPart = Extract<Part, { kind: 'text' | 'code' | 'data' | 'media' | 'source' }>

function Plain({ part }: { part: PlainPart }) {
  switch (part.kind) {
    case 'text':
      return <Words text={part.text} />
    case 'code':
      return (
        <pre className="code-part" tabIndex={0}>
          {part.language && <span className="faint">{part.language}</span>}
          <code>{part.text}</code>
        </pre>
      )
    case 'data':
      return <Anything value={part.value} />
    case 'media':
      return <Media part={part} />
    case 'source':
      return <Source part={part} />
  }
}

function Words({ text }: { text: string }) {
  return looksLikeMarkdown(text) ? <Markdown text={text} /> : <Text text={text} />
}

/** So many lines of a value are open at first. */
const LINES = 100

function Anything({ value }: { value: unknown }) {
  if (isEmpty(value)) return null
  if (typeof value === 'string') return <Words text={value} />
  return <Json value={value} levels={levelsWithin(value, LINES)} />
}

interface ToolProps {
  word: 'Calls' | 'Asks to call' | 'Result' | 'Failed'
  name?: string
  id?: string
  children: ReactNode
}

function Tool({ word, name, id, children }: ToolProps) {
  return (
    <div className="tool-part">
      <p>
        <span className={word === 'Failed' ? 'bad' : 'faint'}>{word}</span>{' '}
        {name && <strong>{name}</strong>} {id && <code className="faint">{id}</code>}
      </p>
      {children}
    </div>
  )
}

/** Said, never loaded: that would tell others who reads this. */
function Media({ part }: { part: Extract<Part, { kind: 'media' }> }) {
  const { of, title, where, size, parts } = part
  const words = parts.length > 0 && size === undefined
  return (
    <>
      <p className="media">
        <span className="faint">{words ? 'Attached' : 'Not shown here'}:</span> {of}
        {size !== undefined && `, ${format.bytes(size)}`}
        {title && `, ${title}`}
        {where && ', '}
        {where && <Address where={where} />}
      </p>
      {parts.length > 0 && (
        <details className="aside">
          <summary>{words ? 'What it says' : 'As it was sent'}</summary>
          <MessageParts parts={parts} />
        </details>
      )}
    </>
  )
}

function Source({ part: { title, where, quote } }: { part: Extract<Part, { kind: 'source' }> }) {
  return (
    <p className="media">
      <span className="faint">Source:</span> {title}
      {title && where && ', '}
      {where && <Address where={where} />}
      {quote && (
        <>
          {' '}
          <q className="faint">{quote}</q>
        </>
      )}
    </p>
  )
}

function Address({ where }: { where: string }) {
  const address = linkable(where)
  if (address === null) return <code>{where}</code>
  return (
    <a href={address} target="_blank" rel="noopener noreferrer">
      {where}
    </a>
  )
}
