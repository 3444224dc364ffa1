// Light, dark, or as the system has it; the choice is this browser's.
import { createStore, useStore } from './store'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

/** As firstPaint.js reads it. */
const KEY = 'usertrail.theme'
const chosen = createStore<Theme>(
  THEMES.find((theme) => theme === localStorage.getItem(KEY)) ?? 'system',
)
const dark = matchMedia('(prefers-color-scheme: dark)')
const isSystemDark = createStore(dark.matches)
dark.addEventListener('change', () => isSystemDark.set(dark.matches))

export function chosenTheme(): Theme {
  return chosen.get()
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme)
  document.documentElement.dataset.theme = theme
  chosen.set(theme)
}

/** The chosen one, followed as it changes. */
export function useTheme(): Theme {
  return useStore(chosen)
}

/** What is seen, for what cannot read it from the style sheet. */
export function useDark(): boolean {
  const theme = useTheme()
  const isSystem = useStore(isSystemDark)
  return theme === 'dark' || (theme === 'system' && isSystem)
}
