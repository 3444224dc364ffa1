// Chat messages, each with who says it and all that it says.
import { useState } from 'react'
import * as format from '../../format'
import { FoldedJson } from './FoldedJson'
import { MessageParts } from './MessageParts'
import type { Conversation as Talk } from './messages'

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
        {messages.slice(hidden).map(({ speaker, role, name, parts, rest: more }, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- messages have no id, and never move
          <li key={hidden + at} className={`message by-${speaker}`}>
            {(role || name) && (
              <span className="role">
                {role}
                {name && <span className="faint"> {name}</span>}
              </span>
            )}
            <MessageParts parts={parts} />
            {more && <FoldedJson title="More" value={more} open={parts.length === 0} />}
          </li>
        ))}
      </ol>
      {rest && <FoldedJson title="Sent along with it" value={rest} />}
    </>
  )
}
