// The project that this window is about.
import { about, baseOf } from './base'
import { root } from './root'

export const here = baseOf(location.pathname, location.search, root)

/** An address of the server, which is told the project. */
export function at(path: string): string {
  return about(here, path)
}
