// A button that is a drawing.
import type { ComponentProps } from 'react'
import { Icon, type IconName } from './Icon'

interface IconButtonProps extends ComponentProps<'button'> {
  icon: IconName
  /** What it does, for those who do not see the drawing. */
  label: string
}

export function IconButton({ icon, label, className = 'quiet icon', ...button }: IconButtonProps) {
  return (
    <button type="button" className={className} aria-label={label} {...button}>
      <Icon name={icon} />
    </button>
  )
}
