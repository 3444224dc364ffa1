// What a dialog shows. It is loaded when the first one is opened.
import { Dialog } from 'radix-ui'
import { useState } from 'react'
import type { DialogProps } from './Dialog'
import { Icon } from './Icon'

export function DialogPanel({ onClose, title, about, wide = false, children }: DialogProps) {
  const [before] = useState(() => document.activeElement)
  const giveFocusBack = (event: Event) => {
    event.preventDefault()
    // Unless the reader has gone elsewhere.
    if (before instanceof HTMLElement && document.activeElement === document.body) before.focus()
  }
  return (
    <Dialog.Root open onOpenChange={onClose}>
      <Dialog.Portal>
        <Dialog.Overlay className="veil">
          <Dialog.Content
            className={wide ? 'dialog wide' : 'dialog'}
            onOpenAutoFocus={focusField}
            onCloseAutoFocus={giveFocusBack}
            {...(about === undefined && { 'aria-describedby': undefined })}
          >
            <header>
              <Dialog.Title>{title}</Dialog.Title>
              <Dialog.Close className="quiet icon" aria-label="Close" title="Close">
                <Icon name="close" />
              </Dialog.Close>
            </header>
            {about !== undefined && (
              <Dialog.Description className="faint">{about}</Dialog.Description>
            )}
            {children}
          </Dialog.Content>
        </Dialog.Overlay>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** A form begins at its first field, not at the button that closes. */
function focusField(event: Event): void {
  const dialog = event.currentTarget as Element
  const field = dialog.querySelector<HTMLElement>('form :is(input, select, textarea)')
  if (!field) return
  event.preventDefault()
  field.focus()
}
