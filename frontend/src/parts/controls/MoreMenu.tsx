// The button with three dots: what else can be done with something.
import { Icon } from './Icon'
import { Menu, type MenuItem } from './Menu'

interface MoreMenuProps {
  /** What the menu is of, for those who do not see it. */
  title: string
  name: string
  className?: string
  items: readonly MenuItem[]
}

export function MoreMenu({ title, name, className = 'quiet icon', items }: MoreMenuProps) {
  return (
    <Menu
      className={className}
      title={title}
      name={name}
      label={<Icon name="more" />}
      groups={[{ items }]}
    />
  )
}
