// A question or a form that stands before the page until it is answered.
import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { IconButton } from './IconButton'
import { FOCUSABLE } from './opening'

export interface DialogProps {
  onClose: () => void
  title: string
  /** What it is about, in a sentence. */
  about?: ReactNode
  /** True for tables and the like, which need the width. */
  wide?: boolean
  /** True where it holds what would be lost: a click beside it does not close it. */
  stays?: boolean
  children: ReactNode
}

export function Dialog({
  onClose,
  title,
  about,
  wide = false,
  stays = false,
  children,
}: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useLayoutEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    // A form begins at its first field, not at the button that closes.
    shown?.querySelector<HTMLElement>('form :is(input, select, textarea)')?.focus()
    // Gives the focus back.
    return () => shown?.close()
  }, [])
  return createPortal(
    <dialog
      ref={dialog}
      // oxlint-disable-next-line jsx-a11y/no-redundant-roles -- popovers have it, and both are found by it
      role="dialog"
      className={wide ? 'dialog wide' : 'dialog'}
      closedby={stays ? 'closerequest' : 'any'}
      aria-labelledby={`${id}title`}
      aria-describedby={about === undefined ? undefined : `${id}about`}
      onClose={onClose}
      onKeyDown={keepWithin}
    >
      <header>
        <h2 id={`${id}title`}>{title}</h2>
        <IconButton icon="close" label="Close" title="Close" onClick={onClose} />
      </header>
      {about !== undefined && (
        <p className="faint" id={`${id}about`}>
          {about}
        </p>
      )}
      {children}
    </dialog>,
    document.body,
  )
}

/** Tab leads around the end. */
function keepWithin(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Tab') return
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>(FOCUSABLE)]
  const [first, last] = [stops[0], stops.at(-1)]
  if (document.activeElement !== (event.shiftKey ? first : last)) return
  event.preventDefault()
  const next = event.shiftKey ? last : first
  next?.focus()
}
