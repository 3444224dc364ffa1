// The project that this window is about.
import { baseOf, withProject } from './base'
import { root } from './root'

export const here = baseOf(location.pathname, location.search, root)

/** An address of the server, which is told the project. */
export function serverUrl(path: string): string {
  return withProject(here, path)
}
