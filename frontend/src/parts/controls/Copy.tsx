// A button that puts a text on the clipboard and says so.
import { useState } from 'react'
import { toClipboard } from './clipboard'
import type { IconName } from './Icon'
import { IconButton } from './IconButton'

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
    <IconButton
      icon={copied ? 'done' : icon}
      className="quiet icon copy"
      label={copied ? `Copied ${what}` : `Copy ${what}`}
      title={copied ? 'Copied' : `Copy ${what}`}
      onClick={() => void copy()}
    />
  )
}
