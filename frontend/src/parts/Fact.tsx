// A fact under its name, in a `dl`.
import type { ReactNode } from 'react'

interface FactProps {
  name: string
  /** Shown while the pointer is over it. */
  hint?: string | undefined
  children: ReactNode
}

export function Fact({ name, hint, children }: FactProps) {
  return (
    <div title={hint}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
