// A button that opens a list of things to do or to switch on and off.
import type { KeyboardEvent, ReactNode } from 'react'
import { Icon } from './Icon'
import { type OpeningProps, Over, useOpening } from './opening'

export interface MenuItem {
  id: string
  label: ReactNode
  /** Given where the item is on or off; the menu stays open when it is chosen. */
  checked?: boolean
  onSelect?: () => void
  /** The address of a file that is downloaded. */
  file?: string
}

export interface MenuGroup {
  heading?: string
  items: readonly MenuItem[]
}

interface MenuProps extends OpeningProps {
  /** What the menu is of, for those who do not see it. */
  title: string
  groups: readonly MenuGroup[]
}

export function Menu({ title, groups, ...button }: MenuProps) {
  const { trigger, over, close } = useOpening(button, 'menu')
  return (
    <>
      {trigger}
      {over && (
        <Over {...over} className="menu" role="menu" label={title} onKeyDown={walk}>
          {groups.map(({ heading, items }) => (
            <div key={items[0]?.id} className="menu-group" role="group" aria-label={heading}>
              {heading && <div className="menu-heading">{heading}</div>}
              {items.map((item) => (
                <Item key={item.id} item={item} close={close} />
              ))}
            </div>
          ))}
        </Over>
      )}
    </>
  )
}

/** The button with three dots: what else can be done with something. */
export function MoreMenu({
  className = 'quiet icon',
  items,
  ...menu
}: Omit<MenuProps, 'label' | 'groups'> & MenuGroup) {
  return <Menu {...menu} className={className} icon="more" label={null} groups={[{ items }]} />
}

const STEPS: Record<string, (at: number, last: number) => number> = {
  ArrowDown: (at, last) => (at === last ? 0 : at + 1),
  ArrowUp: (at, last) => (at <= 0 ? last : at - 1),
  Home: () => 0,
  End: (_, last) => last,
}

/** An arrow leads from item to item and around the end, a letter to the next that begins with it. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role^=menuitem]')]
  const at = items.findIndex((item) => item === document.activeElement)
  const step = STEPS[event.key]
  if (step) {
    items[step(at, items.length - 1)]?.focus()
  } else if (event.key.length === 1 && event.key !== ' ') {
    const letter = event.key.toLowerCase()
    const following = [...items.slice(at + 1), ...items.slice(0, at + 1)]
    following.find(({ innerText }) => innerText.trim().toLowerCase().startsWith(letter))?.focus()
  } else if (event.key !== 'Tab') {
    return
  }
  event.preventDefault()
}

function Item({ item, close }: { item: MenuItem; close: () => void }) {
  const { label, checked, onSelect, file } = item
  const given = {
    className: 'menu-item',
    tabIndex: -1,
    onPointerMove: (event: { currentTarget: HTMLElement }) => event.currentTarget.focus(),
  }
  if (file !== undefined) {
    return (
      <a {...given} role="menuitem" href={file} download onClick={close}>
        {label}
      </a>
    )
  }
  const isSwitch = checked !== undefined
  const choose = () => {
    // It gives the focus back to the button before a dialog takes it.
    if (!isSwitch) close()
    onSelect?.()
  }
  return (
    <button
      {...given}
      type="button"
      role={isSwitch ? 'menuitemcheckbox' : 'menuitem'}
      aria-checked={checked}
      onClick={choose}
    >
      {isSwitch && <span className="menu-mark">{checked && <Icon name="done" />}</span>}
      {label}
    </button>
  )
}
