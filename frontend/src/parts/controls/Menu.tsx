// A button that opens a list of things to do or to switch on and off.
import {
  type KeyboardEvent,
  lazy,
  type MouseEvent,
  type ReactNode,
  Suspense,
  useState,
} from 'react'
import { OpeningButton, type OpeningButtonProps, useOpening } from './opening'

export interface MenuItem {
  id: string
  label: ReactNode
  /** Given where the item is on or off; the menu stays open when it is chosen. */
  checked?: boolean
  disabled?: boolean
  onSelect?: () => void
  /** The address of a file that is downloaded. */
  file?: string
}

export interface MenuGroup {
  heading?: string
  items: readonly MenuItem[]
}

interface MenuProps extends OpeningButtonProps {
  /** What the menu is of, for those who do not see it. */
  title: string
  groups: readonly MenuGroup[]
}

const load = () => import('./MenuPanel')
const Panel = lazy(async () => ({ default: (await load()).MenuPanel }))

export function Menu({ title, groups, ...button }: MenuProps) {
  const opening = useOpening()
  const { open, setOpen } = opening
  const [byKey, setByKey] = useState(false)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown') return
    event.preventDefault()
    setByKey(true)
    setOpen(true)
  }
  const onClick = (event: MouseEvent) => {
    // Enter and the space bar click without a click count.
    setByKey(event.detail === 0)
    setOpen(!open)
  }
  return (
    <>
      <OpeningButton
        {...button}
        opening={opening}
        opens="menu"
        load={load}
        onKeyDown={onKeyDown}
        onClick={onClick}
      />
      {open && (
        <Suspense fallback={null}>
          <Panel opening={opening} title={title} groups={groups} byKey={byKey} />
        </Suspense>
      )}
    </>
  )
}
