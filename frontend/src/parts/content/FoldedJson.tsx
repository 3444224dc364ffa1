// JSON that is folded until somebody wants it, by the names of what is in it.
import { useMemo, useState } from 'react'
import { isFields, levelsWithin } from './fields'
import { Json } from './Json'

/** So many lines are there from the start, for the browser to find words in. */
const FEW = 100
/** And so many are open once it is unfolded. */
const LINES = 1000

interface FoldedJsonProps {
  title: string
  value: unknown
  /** The type of it, where the title is that. */
  type?: string
  open?: boolean
}

export function FoldedJson({ title, value, type, open = false }: FoldedJsonProps) {
  const [opened, setOpened] = useState(open)
  const levels = useMemo(() => levelsWithin(value, LINES), [value])
  const few = useMemo(() => levelsWithin(value, FEW) === Infinity, [value])
  const names = isFields(value) ? Object.keys(value) : []
  const shownNames = names.filter((name) => (value as Record<string, unknown>)[name] !== type)
  if (type !== undefined && isFields(value) && shownNames.length === 0) {
    return <p className="faint">{title}</p>
  }
  return (
    <details
      className="aside"
      open={open}
      onToggle={(event) => setOpened(event.currentTarget.open)}
    >
      <summary>
        {title}
        {shownNames.length > 0 && (
          <span className="faint">: {shownNames.slice(0, NAMES).join(', ')}</span>
        )}
      </summary>
      {(opened || few) && <Json value={value} levels={levels} />}
    </details>
  )
}

const NAMES = 8
