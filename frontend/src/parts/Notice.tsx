// A sentence where something else was expected: nothing there, nothing found, something failed.
import type { ReactNode } from 'react'

interface NoticeProps {
  title: string
  /** True where it tells of a failure. */
  alert?: boolean
  children?: ReactNode
}

export function Notice({ title, alert = false, children }: NoticeProps) {
  return (
    <section className="notice" role={alert ? 'alert' : undefined}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}
