// The project that this window is about.
import { about, baseOf } from './base'

export const here = baseOf(location.pathname, location.search)

/** An address of the server, which is told the project. */
export function at(path: string): string {
  return about(here, path)
}
