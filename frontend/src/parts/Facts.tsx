// Facts in a line, each under its name; what is not known of it is left out.
import type { ReactNode } from 'react'

interface Fact {
  name: string
  fact: ReactNode
  /** Shown while the pointer is over it. */
  hint?: string | undefined
}

interface FactsProps {
  of: readonly Fact[]
  /** What they are about, for those who do not see it. */
  label?: string
}

export function Facts({ of, label }: FactsProps) {
  const known = of.filter(({ fact }) => fact !== false && (fact ?? '') !== '')
  return (
    <dl className="line" aria-label={label}>
      {known.map(({ name, fact, hint }, place) => (
        // oxlint-disable-next-line react/no-array-index-key -- an application may name its own alike
        <div key={`${place} ${name}`} title={hint}>
          <dt>{name}</dt>
          <dd>{fact}</dd>
        </div>
      ))}
    </dl>
  )
}
