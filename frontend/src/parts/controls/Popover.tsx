// A button that opens a small panel; closed by Escape, by a click beside it, or by what is in it.
import { lazy, type ReactNode, Suspense } from 'react'
import { useOpening } from './opening'

interface PopoverProps {
  label: ReactNode
  className?: string
  /** What the panel is, for those who do not see it. */
  title: string
  /** The name of the button, where its label is a drawing. */
  name?: string
  children: (close: () => void) => ReactNode
}

const load = () => import('./PopoverPanel')
const Panel = lazy(async () => ({ default: (await load()).PopoverPanel }))

export function Popover({ label, className = '', title, name, children }: PopoverProps) {
  const opening = useOpening()
  const { open, setOpen, trigger } = opening
  return (
    <>
      <button
        ref={trigger}
        type="button"
        className={className}
        title={name}
        aria-label={name}
        aria-haspopup="dialog"
        aria-expanded={open}
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => setOpen(!open)}
      >
        {label}
      </button>
      {open && (
        <Suspense fallback={null}>
          <Panel opening={opening} title={title}>
            {children(() => setOpen(false))}
          </Panel>
        </Suspense>
      )}
    </>
  )
}
