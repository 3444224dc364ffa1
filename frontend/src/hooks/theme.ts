// Light, dark, or as the system has it; the choice is this browser's.
import { useSyncExternalStore } from 'react'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

/** As firstPaint.js reads it. */
const KEY = 'usertrail.theme'
const dark = matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

/** What was chosen. */
export function chosenTheme(): Theme {
  return THEMES.find((theme) => theme === localStorage.getItem(KEY)) ?? 'system'
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme)
  document.documentElement.dataset.theme = theme
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  dark.addEventListener('change', listener)
  return () => {
    listeners.delete(listener)
    dark.removeEventListener('change', listener)
  }
}

/** The same, followed as it changes. */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, chosenTheme)
}

/** What is seen, for what cannot read it from the style sheet. */
export function useDark(): boolean {
  return useSyncExternalStore(subscribe, () => {
    const theme = chosenTheme()
    return theme === 'dark' || (theme === 'system' && dark.matches)
  })
}
