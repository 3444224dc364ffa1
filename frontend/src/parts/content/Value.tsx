// Any value an application sent: messages as a conversation, text as text, the rest as a tree.
// Nothing of it ever becomes markup.
import { useState } from 'react'
import * as format from '../../format'
import { type Message, messagesOf, readJson } from '../../messages'

const LONG_TEXT = 4000
const MANY = 100
const OPEN_DEPTH = 2

export function Value({ value }: { value: unknown }) {
  const read = readJson(value)
  const messages = messagesOf(read)
  if (messages) return <Conversation messages={messages} />
  if (typeof read === 'string') return <Text text={read} />
  return (
    <div className="json">
      <Json value={read} depth={0} />
    </div>
  )
}

function Conversation({ messages }: { messages: readonly Message[] }) {
  return (
    <ol className="conversation">
      {messages.map((message, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- messages have no id, and never move
        <li key={at} className={`message ${ROLES.has(message.role) ? message.role : ''}`}>
          <span className="role">{message.role}</span>
          {message.text !== null && <Text text={message.text} />}
          {message.rest !== null && (
            <div className="json">
              <Json value={message.rest} depth={1} />
            </div>
          )}
        </li>
      ))}
    </ol>
  )
}

const ROLES = new Set(['system', 'user', 'assistant', 'tool'])

function Text({ text }: { text: string }) {
  const [whole, setWhole] = useState(false)
  const cut = !whole && text.length > LONG_TEXT
  return (
    <>
      <p className="text">{cut ? `${text.slice(0, LONG_TEXT)}…` : text}</p>
      {cut && (
        <button type="button" className="more" onClick={() => setWhole(true)}>
          Show all {format.count(text.length)} characters
        </button>
      )}
    </>
  )
}

interface JsonProps {
  value: unknown
  depth: number
}

function Json({ value, depth }: JsonProps) {
  if (Array.isArray(value)) {
    return <Branch entries={value.map((item, at) => [String(at), item])} list depth={depth} />
  }
  if (typeof value === 'object' && value !== null) {
    return <Branch entries={Object.entries(value)} depth={depth} />
  }
  if (typeof value === 'string') return <span className="string">{JSON.stringify(value)}</span>
  return <span className="literal">{String(value)}</span>
}

interface BranchProps {
  entries: readonly (readonly [string, unknown])[]
  list?: boolean
  depth: number
}

function Branch({ entries, list = false, depth }: BranchProps) {
  const [open, setOpen] = useState(depth < OPEN_DEPTH)
  const [most, setMost] = useState(MANY)
  const [left, right] = list ? ['[', ']'] : ['{', '}']
  if (entries.length === 0) return <span className="faint">{left + right}</span>
  const label = list ? format.plural(entries.length, 'item') : format.plural(entries.length, 'key')
  return (
    <>
      <button type="button" className="fold" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? '▾' : '▸'}{' '}
        <span className="faint">{open ? left : `${left} ${label} ${right}`}</span>
      </button>
      {open && (
        <>
          <ul>
            {entries.slice(0, most).map(([key, value]) => (
              <li key={key}>
                <span className="key">{key}</span>: <Json value={value} depth={depth + 1} />
              </li>
            ))}
          </ul>
          {entries.length > most && (
            <button type="button" className="more" onClick={() => setMost(most * 10)}>
              Show more of {label}
            </button>
          )}
          <span className="faint">{right}</span>
        </>
      )}
    </>
  )
}

/** A value under its name, or nothing where there is none. */
export function Named({ name, value }: { name: string; value: unknown }) {
  if (value === null || value === undefined || value === '') return null
  return (
    <section className="named">
      <h3>{name}</h3>
      <Value value={value} />
    </section>
  )
}
