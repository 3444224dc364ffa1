// A button that is a drawing.
import { Icon, type IconName } from './Icon'

interface IconButtonProps {
  icon: IconName
  /** What it does, for those who do not see the drawing. */
  label: string
  title?: string
  className?: string
  disabled?: boolean
  onClick: () => void
}

export function IconButton({ icon, label, className = 'quiet icon', ...button }: IconButtonProps) {
  return (
    <button type="button" className={className} aria-label={label} {...button}>
      <Icon name={icon} />
    </button>
  )
}
