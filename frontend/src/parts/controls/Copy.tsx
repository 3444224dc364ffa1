// A button that puts a text on the clipboard and says so.
import { useState } from 'react'
import { toClipboard } from './clipboard'
import { Icon, type IconName } from './Icon'

const SAID_MS = 1500

interface CopyProps {
  /** A function where it takes a while to write. */
  text: string | (() => string)
  what: string
  icon?: IconName
}

export function Copy({ text, what, icon = 'copy' }: CopyProps) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await toClipboard(typeof text === 'string' ? text : text())
    setCopied(true)
    setTimeout(() => setCopied(false), SAID_MS)
  }
  return (
    <button
      type="button"
      className="quiet icon copy"
      aria-label={copied ? `Copied ${what}` : `Copy ${what}`}
      title={copied ? 'Copied' : `Copy ${what}`}
      onClick={() => void copy()}
    >
      <Icon name={copied ? 'done' : icon} />
    </button>
  )
}
