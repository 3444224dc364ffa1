// The panel of a popover. It is loaded when the first one is about to be opened.
import { Popover } from 'radix-ui'
import type { ReactNode } from 'react'
import { giveFocusBack, keepForTrigger, landmarkOf, type Opening } from './opening'

interface PopoverPanelProps {
  opening: Opening
  title: string
  children: ReactNode
}

export function PopoverPanel({ opening, title, children }: PopoverPanelProps) {
  return (
    <Popover.Root open onOpenChange={opening.setOpen}>
      <Popover.Anchor virtualRef={opening.trigger} />
      <Popover.Portal container={landmarkOf(opening)}>
        <Popover.Content
          className="popover"
          align="start"
          sideOffset={6}
          collisionPadding={14}
          aria-label={title}
          onInteractOutside={keepForTrigger(opening)}
          onCloseAutoFocus={giveFocusBack(opening)}
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
