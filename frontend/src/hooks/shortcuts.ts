// Keys that do something on the page that is shown, and what they do, for the help that `?` opens.
import { useLayoutEffect, useRef } from 'react'
import { createStore, useStore } from './store'

export interface Shortcut {
  /** Each does it. */
  keys: readonly string[]
  does: string
  act: () => void
}

/** All that are in force, in the order in which they were asked for. */
const shortcuts = createStore<readonly Shortcut[]>([])

/** Whether the key was meant for a field, or for what lies over the page. */
function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true
  const within = 'input, textarea, select, [contenteditable], [role=dialog], [role=menu]'
  return event.target instanceof Element && event.target.closest(within) !== null
}

function onKeyDown(event: KeyboardEvent): void {
  if (isTaken(event)) return
  const shortcut = shortcuts.get().findLast(({ keys }) => keys.includes(event.key))
  if (!shortcut) return
  event.preventDefault()
  shortcut.act()
}

/** `key` as KeyboardEvent.key has it, or several with blanks between; the latest asked for wins. */
export function useKey(key: string, does: string, act: () => void): void {
  const latest = useRef(act)
  // Before anything is seen: a key pressed at once must not do what the last page would have done.
  useLayoutEffect(() => {
    latest.current = act
  })
  useLayoutEffect(() => {
    const shortcut = { keys: key.split(' '), does, act: () => latest.current() }
    if (shortcuts.get().length === 0) document.addEventListener('keydown', onKeyDown)
    shortcuts.set([...shortcuts.get(), shortcut])
    return () => {
      shortcuts.set(shortcuts.get().filter((one) => one !== shortcut))
      if (shortcuts.get().length === 0) document.removeEventListener('keydown', onKeyDown)
    }
  }, [key, does])
}

export function useShortcuts(): readonly Shortcut[] {
  return useStore(shortcuts)
}
