// Below which path of its host all of this is served: `/usertrail`, behind a proxy that serves more.

/** Read off the address of a built file, since all lie in one folder; empty for the host's own root. */
export function rootOf(file: string): string {
  const { pathname } = new URL(file)
  return pathname.slice(0, Math.max(0, pathname.lastIndexOf('/assets/')))
}

export const root = rootOf(import.meta.url)

/** The API, and for a browser that opens it the page to explore it with. */
export const API = '/graphql'

/** The address without the root, if it lies below it. */
export function withoutRoot(path: string, address: string): string {
  return address === path || address.startsWith(`${path}/`) ? address.slice(path.length) : address
}
