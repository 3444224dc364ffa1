// Chat messages, each with who says it, its text, and the tools it calls.
import { type ReactNode, useState } from 'react'
import * as format from '../../format'
import { isBranch } from './fields'
import { Json } from './Json'
import { Markdown } from './Markdown'
import type { Conversation as Talk, Message } from './messages'
import type { Part } from './parts'
import { linkable } from './references'
import { Text } from './Text'
import { looksLikeMarkdown } from './views'

/** The last ones are what an answer is to. */
const LAST = 50

export function Conversation({ conversation }: { conversation: Talk }) {
  const { messages, rest } = conversation
  const [most, setMost] = useState(LAST)
  const hidden = Math.max(0, messages.length - most)
  return (
    <>
      {hidden > 0 && (
        <button type="button" className="more" onClick={() => setMost(most * 4)}>
          Show earlier ones: {format.plural(hidden, 'message')}
        </button>
      )}
      <ol className="conversation">
        {messages.slice(hidden).map((message, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- messages have no id, and never move
          <li key={hidden + at} className={`message ${message.speaker}`}>
            <span className="role">
              {message.role}
              {message.name && <span className="faint"> {message.name}</span>}
            </span>
            <Parts parts={message.parts} />
            {message.rest && <Aside title="More of it" value={message.rest} />}
          </li>
        ))}
      </ol>
      {rest && <Aside title="Sent along with it" value={rest} />}
    </>
  )
}

function Parts({ parts }: Pick<Message, 'parts'>) {
  return parts.map((part, at) => (
    // oxlint-disable-next-line react/no-array-index-key -- parts have no id, and never move
    <PartOf key={at} part={part} />
  ))
}

function PartOf({ part }: { part: Part }) {
  switch (part.kind) {
    case 'text':
      return <Words text={part.text} />
    case 'thought':
      return (
        <details className="thought">
          <summary>Thought</summary>
          <Words text={part.text} />
        </details>
      )
    case 'call':
      return (
        <Tool word="Calls" name={part.name} id={part.id}>
          {isBranch(part.args) && Object.keys(part.args).length === 0 ? null : (
            <Anything value={part.args} />
          )}
        </Tool>
      )
    case 'result':
      return (
        <Tool word={part.failed ? 'Failed' : 'Result'} name={part.name} id={part.id}>
          <Anything value={part.value} />
        </Tool>
      )
    case 'media':
      return <Media part={part} />
    case 'other':
      return <Json value={part.value} />
  }
}

function Words({ text }: { text: string }) {
  return looksLikeMarkdown(text) ? <Markdown text={text} /> : <Text text={text} />
}

function Anything({ value }: { value: unknown }) {
  if (value === null) return null
  return typeof value === 'string' ? <Words text={value} /> : <Json value={value} />
}

interface ToolProps {
  word: 'Calls' | 'Result' | 'Failed'
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
function Media({ part: { of, where, size } }: { part: Extract<Part, { kind: 'media' }> }) {
  const address = where === undefined ? null : linkable(where)
  return (
    <p className="media">
      <span className="faint">Not shown here:</span> {of}
      {size !== undefined && `, ${format.bytes(size)}`}
      {where && ', '}
      {address ? (
        <a href={address} target="_blank" rel="noopener noreferrer">
          {where}
        </a>
      ) : (
        where && <code>{where}</code>
      )}
    </p>
  )
}

function Aside({ title, value }: { title: string; value: unknown }) {
  return (
    <details className="aside">
      <summary>{title}</summary>
      <Json value={value} />
    </details>
  )
}
