// Copies or downloads a whole conversation. What writes it is loaded once somebody wants that.
import { useState } from 'react'
import * as format from '../../../format'
import { toClipboard } from '../../../parts/controls/clipboard'

export type Form = 'copy' | 'md' | 'json'

const TYPES = { md: 'text/markdown', json: 'application/json' } as const

interface TakeAway {
  /** How far it is, or what became of it, in words. */
  state: string
  take: (form: Form) => void
}

export function useTakeAway(sessionId: string): TakeAway {
  const [state, setState] = useState('')
  const take = async (form: Form) => {
    try {
      setState('Reading the conversation…')
      const [{ collected }, written] = await Promise.all([import('./collect'), import('./written')])
      const talk = await collected(sessionId, (count) =>
        setState(`Reading the conversation: ${format.plural(count, 'turn')} so far…`),
      )
      const text = form === 'json' ? written.asJson(talk) : written.asMarkdown(talk)
      if (form === 'copy') await toClipboard(text)
      else save(text, written.fileName(sessionId, form), TYPES[form])
      const what = format.plural(talk.turns.length, 'turn')
      setState(form === 'copy' ? `Copied ${what} as Markdown.` : `Downloaded ${what}.`)
    } catch (error) {
      setState(`It could not be done: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return { state, take: (form) => void take(form) }
}

/** How long a browser may take to begin with a download, in ms. */
const BEGUN_MS = 10_000

function save(text: string, name: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), BEGUN_MS)
}
