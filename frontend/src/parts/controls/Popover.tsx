// A button that opens a small panel; closed by Escape, by a click beside it, or by what is in it.
import { lazy, type ReactNode, Suspense } from 'react'
import { OpeningButton, type OpeningButtonProps, useOpening } from './opening'

interface PopoverProps extends OpeningButtonProps {
  /** What the panel is, for those who do not see it. */
  title: string
  children: (close: () => void) => ReactNode
}

const load = () => import('./PopoverPanel')
const Panel = lazy(async () => ({ default: (await load()).PopoverPanel }))

export function Popover({ title, children, ...button }: PopoverProps) {
  const opening = useOpening()
  const { open, setOpen } = opening
  return (
    <>
      <OpeningButton
        {...button}
        opening={opening}
        opens="dialog"
        load={load}
        onClick={() => setOpen(!open)}
      />
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
