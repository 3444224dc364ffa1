// A button that opens a small panel; closed by Escape, by a click beside it, or by what is in it.
import { type ReactNode, useId } from 'react'

interface PopoverProps {
  label: ReactNode
  className?: string
  /** What the panel is, for those who do not see it. */
  title: string
  children: (close: () => void) => ReactNode
}

export function Popover({ label, className = '', title, children }: PopoverProps) {
  const id = useId().replaceAll(':', '')
  const close = () => document.getElementById(id)?.hidePopover()
  return (
    <>
      <button type="button" className={className} popoverTarget={id}>
        {label}
      </button>
      <div id={id} popover="auto" className="popover" role="dialog" aria-label={title}>
        {children(close)}
      </div>
    </>
  )
}
