// How the connection fares that news come by.

export type Link = 'new' | 'on' | 'lost'

let now: Link = 'new'
const listeners = new Set<() => void>()

export const link = {
  get: (): Link => now,
  set: (next: Link): void => {
    now = next
    for (const listener of listeners) listener()
  },
  subscribe: (listener: () => void) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  },
}
