// A button, and what it opens over the page: the browser closes that, and gives the focus back.
import {
  type ComponentProps,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useState,
} from 'react'
import { createPortal, flushSync } from 'react-dom'
import { Icon, type IconName } from './Icon'

export interface OpeningProps {
  label: ReactNode
  icon?: IconName
  className?: string
  /** The name of the button, where its label is a drawing. */
  name?: string
}

interface OverProps {
  id: string
  /** The landmark that the button is in, so that what it opens is part of it. */
  landmark: Element
  onClosed: () => void
}

interface Opening {
  trigger: ReactNode
  /** How to draw what the button opens, while that is open. */
  over: OverProps | null
  close: () => void
}

export function useOpening(
  { label, icon, className = '', name }: OpeningProps,
  opens: 'dialog' | 'menu',
): Opening {
  const id = useId()
  const [landmark, setLandmark] = useState<Element | null>(null)
  const open = landmark !== null
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (opens !== 'menu' || event.key !== 'ArrowDown') return
    event.preventDefault()
    if (!open) event.currentTarget.click()
  }
  const trigger = (
    <button
      type="button"
      className={className}
      title={name}
      aria-label={name}
      aria-haspopup={opens}
      aria-expanded={open}
      popoverTarget={id}
      onKeyDown={onKeyDown}
      // Drawn by the time that the browser, which comes after, looks for what to show or to hide.
      onClick={({ currentTarget }) =>
        flushSync(() => setLandmark(currentTarget.closest('dialog, main, header') ?? document.body))
      }
    >
      {icon && <Icon name={icon} />} {label}
    </button>
  )
  return {
    trigger,
    over: landmark && { id, landmark, onClosed: () => setLandmark(null) },
    close: () => document.getElementById(id)?.hidePopover(),
  }
}

interface PanelProps
  extends OverProps, Pick<ComponentProps<'div'>, 'role' | 'className' | 'onKeyDown'> {
  /** What it is, for those who do not see it. */
  label: string
  children: ReactNode
}

export const FOCUSABLE = ':is(a, button, input, select, textarea):not(:disabled)'

export function Over({ landmark, label, onClosed, children, ...panel }: PanelProps) {
  useEffect(() => {
    document.getElementById(panel.id)?.querySelector<HTMLElement>(FOCUSABLE)?.focus()
  }, [panel.id])
  return createPortal(
    <div
      {...panel}
      popover="auto"
      aria-label={label}
      onToggle={(event) => event.newState === 'closed' && onClosed()}
    >
      {children}
    </div>,
    landmark,
  )
}
