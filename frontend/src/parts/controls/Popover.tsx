// A button that opens a small panel; closed by Escape, by a click beside it, or by what is in it.
import type { ReactNode } from 'react'
import { type OpeningProps, Over, useOpening } from './opening'

interface PopoverProps extends OpeningProps {
  /** What the panel is, for those who do not see it. */
  title: string
  children: (close: () => void) => ReactNode
}

export function Popover({ title, children, ...button }: PopoverProps) {
  const { trigger, over, close } = useOpening(button, 'dialog')
  return (
    <>
      {trigger}
      {over && (
        <Over {...over} className="popover" role="dialog" label={title}>
          {children(close)}
        </Over>
      )}
    </>
  )
}
