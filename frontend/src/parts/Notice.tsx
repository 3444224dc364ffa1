// A sentence where something else was expected: nothing there, nothing found, something failed.
import type { ReactNode } from 'react'

export interface NoticeProps {
  title: string
  /** True where it tells of a failure. */
  alert?: boolean
  /** True where it is all that the page says. */
  alone?: boolean
  children?: ReactNode
}

export function Notice({ title, alert = false, alone = false, children }: NoticeProps) {
  return (
    <section className="notice" role={alert ? 'alert' : undefined}>
      {alone ? <h1>{title}</h1> : <h2>{title}</h2>}
      {children}
    </section>
  )
}
