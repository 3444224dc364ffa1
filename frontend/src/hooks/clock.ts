// The time, for words such as "5 minutes ago".
import { createStore, useStore } from './store'

const TICK_MS = 10_000
const now = createStore(Date.now())
setInterval(() => now.set(Date.now()), TICK_MS)

export function useNow(): number {
  return useStore(now)
}
