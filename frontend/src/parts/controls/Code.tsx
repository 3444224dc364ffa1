// Lines to paste elsewhere, and the button that copies them.
import type { ReactNode } from 'react'
import { Copy } from './Copy'

interface CodeProps {
  title: ReactNode
  text: string
  /** What the lines are, for the button. */
  what: string
}

export function Code({ title, text, what }: CodeProps) {
  return (
    <section className="code">
      {title}
      <div className="code-text">
        <pre tabIndex={0}>
          <code>{text}</code>
        </pre>
        <Copy text={text} what={what} />
      </div>
    </section>
  )
}
