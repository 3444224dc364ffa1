// What one of the two said, as a bubble; where no words were found, all that was sent, folded.
import { type ReactNode, useState } from 'react'
import * as format from '../../format'
import type { TurnFragment } from '../../generated/graphql'
import { Markdown } from '../content/Markdown'
import { SpanContent } from '../content/SpanContent'
import { Text } from '../content/Text'
import { looksLikeMarkdown } from '../content/views'

const SIDES = {
  user: { said: 'userMessage', bytes: 'inputBytes', of: 'input', speaker: 'User', title: 'Input' },
  assistant: {
    said: 'assistantMessage',
    bytes: 'outputBytes',
    of: 'output',
    speaker: 'Assistant',
    title: 'Output',
  },
} as const

interface SaidProps {
  turn: TurnFragment
  by: keyof typeof SIDES
  /** Stands above what was said. */
  children?: ReactNode
}

export function Said({ turn, by, children }: SaidProps) {
  const { said, bytes, of, speaker, title } = SIDES[by]
  const text = turn[said]
  if (typeof text === 'string') {
    return (
      <div className={`said by-${by}`}>
        {children || <span className="unseen">{speaker}: </span>}
        <Words text={text} />
      </div>
    )
  }
  if (Number(turn[bytes]) === 0) return null
  return (
    <div className={`unsaid by-${by}`}>
      {children}
      <Folded title={title}>
        <SpanContent id={turn.id} of={of} bytes={turn[bytes]} isWanted />
      </Folded>
    </div>
  )
}

function Folded({ title, children }: { title: string; children: ReactNode }) {
  const [opened, setOpened] = useState(false)
  return (
    <details className="aside" onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>{title}</summary>
      {opened && children}
    </details>
  )
}

/** What is longer is cut until it is wanted. */
const LONG = 4000

function Words({ text }: { text: string }) {
  const [whole, setWhole] = useState(false)
  if (!looksLikeMarkdown(text)) return <Text text={text} />
  if (text.length <= LONG) return <Markdown text={text} />
  return (
    <>
      <Markdown text={whole ? text : `${beginningOf(text)}…`} />
      <button type="button" className="more" onClick={() => setWhole(!whole)}>
        {whole ? 'Show less' : `Show all ${format.count(text.length)} characters`}
      </button>
    </>
  )
}

/** Up to the last paragraph or line that ends in it, so that what is cut reads well. */
function beginningOf(text: string): string {
  const beginning = text.slice(0, LONG)
  const end = Math.max(beginning.lastIndexOf('\n\n'), beginning.lastIndexOf('\n', LONG * 0.9))
  return end > LONG / 2 ? beginning.slice(0, end) : beginning
}
