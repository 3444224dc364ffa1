// The list of a menu. It is loaded when the first one is about to be opened.
import { Menu } from 'radix-ui/internal'
import { Icon } from './Icon'
import type { MenuGroup, MenuItem } from './Menu'
import { giveFocusBack, keepForTrigger, landmarkOf, type Opening } from './opening'

interface MenuPanelProps {
  opening: Opening
  title: string
  groups: readonly MenuGroup[]
  /** Then the first item has the focus at once. The library did not see the key: it came after. */
  byKey: boolean
}

function focusFirst(event: Event): void {
  event.preventDefault()
  if (!(event.currentTarget instanceof Element)) return
  event.currentTarget.querySelector<HTMLElement>('[role^=menuitem]:not([data-disabled])')?.focus()
}

export function MenuPanel({ opening, title, groups, byKey }: MenuPanelProps) {
  return (
    <Menu.Root open onOpenChange={opening.setOpen} modal={false}>
      <Menu.Anchor virtualRef={opening.trigger} />
      <Menu.Portal container={landmarkOf(opening)}>
        <Menu.Content
          className="menu"
          align="start"
          sideOffset={6}
          collisionPadding={14}
          loop
          aria-label={title}
          onEntryFocus={byKey ? focusFirst : undefined}
          onInteractOutside={keepForTrigger(opening)}
          onCloseAutoFocus={giveFocusBack(opening)}
        >
          {groups.map((group) => (
            <Group key={group.items[0]?.id} group={group} />
          ))}
        </Menu.Content>
      </Menu.Portal>
    </Menu.Root>
  )
}

function Group({ group: { heading, items } }: { group: MenuGroup }) {
  return (
    <Menu.Group className="menu-group" aria-label={heading}>
      {heading && <Menu.Label className="menu-heading">{heading}</Menu.Label>}
      {items.map((item) => (
        <Item key={item.id} item={item} />
      ))}
    </Menu.Group>
  )
}

function Item({ item: { label, checked, disabled, onSelect, file } }: { item: MenuItem }) {
  if (file !== undefined) {
    return (
      <Menu.Item className="menu-item" asChild>
        <a href={file} download>
          {label}
        </a>
      </Menu.Item>
    )
  }
  if (checked === undefined) {
    return (
      <Menu.Item className="menu-item" disabled={disabled} onSelect={onSelect}>
        {label}
      </Menu.Item>
    )
  }
  return (
    <Menu.CheckboxItem
      className="menu-item"
      checked={checked}
      disabled={disabled}
      onSelect={(event) => event.preventDefault()}
      onCheckedChange={onSelect}
    >
      <span className="menu-mark">{checked && <Icon name="done" />}</span>
      {label}
    </Menu.CheckboxItem>
  )
}
