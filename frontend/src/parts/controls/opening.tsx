// A button that opens something: whether it is open, and where the focus goes afterwards.
import { type ComponentProps, type ReactNode, type RefObject, useRef, useState } from 'react'

export interface Opening {
  open: boolean
  setOpen: (open: boolean) => void
  trigger: RefObject<HTMLButtonElement | null>
}

export function useOpening(): Opening {
  const [open, setOpen] = useState(false)
  const trigger = useRef<HTMLButtonElement>(null)
  return { open, setOpen, trigger }
}

export interface OpeningButtonProps {
  label: ReactNode
  className?: string
  /** The name of the button, where its label is a drawing. */
  name?: string
}

interface ButtonProps extends OpeningButtonProps, Pick<ComponentProps<'button'>, 'onKeyDown'> {
  opening: Opening
  opens: 'dialog' | 'menu'
  /** Loads what it opens: called once somebody is about to. */
  load: () => Promise<unknown>
  onClick: NonNullable<ComponentProps<'button'>['onClick']>
}

export function OpeningButton(props: ButtonProps) {
  const { opens, load, label, className = '', name, onKeyDown, onClick } = props
  const { open, trigger } = props.opening
  return (
    <button
      ref={trigger}
      type="button"
      className={className}
      title={name}
      aria-label={name}
      aria-haspopup={opens}
      aria-expanded={open}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      {label}
    </button>
  )
}

/** The landmark that the button is in, so that what it opens is part of it. */
export function landmarkOf({ trigger }: Opening): HTMLElement | undefined {
  return trigger.current?.closest<HTMLElement>('[role=dialog], main, header') ?? undefined
}

/** A click on the button closes by the button; it is not a click beside the panel. */
export function keepForTrigger({ trigger }: Opening) {
  return (event: CustomEvent & { target: EventTarget | null }) => {
    if (event.target instanceof Node && trigger.current?.contains(event.target)) {
      event.preventDefault()
    }
  }
}

/** Back to the button, unless the reader has gone elsewhere. */
export function giveFocusBack({ trigger }: Opening) {
  return (event: Event) => {
    event.preventDefault()
    if (document.activeElement === document.body) trigger.current?.focus()
  }
}
