// A button that puts a text on the clipboard and says so.
import { useState } from 'react'
import { Icon } from './Icon'

const SAID_MS = 1500

export function Copy({ text, what }: { text: string; what: string }) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
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
      <Icon name={copied ? 'done' : 'copy'} />
    </button>
  )
}
