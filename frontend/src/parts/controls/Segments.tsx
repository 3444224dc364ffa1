// Buttons side by side, of which one is chosen.
import type { ReactNode } from 'react'

interface Segment<T> {
  value: T
  name: string
  title?: string
  /** Why it cannot be chosen; null or left out where it can. */
  impossible?: string | null
}

interface SegmentsProps<T> {
  label: string
  options: readonly Segment<T>[]
  chosen: T | undefined
  onChoose: (value: T) => void
  isSmall?: boolean
  children?: ReactNode
}

export function Segments<T extends string | undefined>(props: SegmentsProps<T>) {
  const { label, options, chosen, onChoose, isSmall, children } = props
  return (
    <div className={isSmall ? 'segments small' : 'segments'} role="group" aria-label={label}>
      {options.map(({ value, name, title, impossible = null }) => (
        <button
          key={name}
          type="button"
          aria-pressed={value === chosen}
          disabled={impossible !== null}
          title={impossible ?? title}
          onClick={() => onChoose(value)}
        >
          {name}
        </button>
      ))}
      {children}
    </div>
  )
}
