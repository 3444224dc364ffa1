// A few words on what is under the pointer or has the focus. Never the only place of what it says.
import { Tooltip as Parts } from 'radix-ui'
import { type ReactElement, type ReactNode, useState } from 'react'

interface TooltipProps {
  text: ReactNode
  /** One element that can have the focus. */
  children: ReactElement
}

export function Tooltip({ text, children }: TooltipProps) {
  // Controlled: of its own state the library tells in an effect, by when the tip is listening and closes.
  const [open, setOpen] = useState(false)
  return (
    <Parts.Provider delayDuration={300}>
      <Parts.Root open={open} onOpenChange={setOpen}>
        <Parts.Trigger asChild>{children}</Parts.Trigger>
        <Parts.Portal>
          <Parts.Content className="tooltip" sideOffset={6} collisionPadding={8}>
            {text}
          </Parts.Content>
        </Parts.Portal>
      </Parts.Root>
    </Parts.Provider>
  )
}
