// Which project this window is about: its address begins with it. Without, it is about the one that
// the session is signed in to. Another project is another document, so nothing is kept from one to the
// other, and windows beside each other do not disturb one another.
import { liveSearch } from './params'
import { periodParams } from './period'
import { API, withoutRoot } from './root'
import { decoded, parseSearch, pick, stringifySearch } from './search'

const IN_PROJECT = /^\/project\/([^/]+)(?=\/|$)/
/** The pages that every project has. */
const SECTIONS = ['/overview', '/users', '/traces', '/settings', '/setup']
/** What may be taken along: it means the same in every project. */
const SHARED = { ...periodParams, ...liveSearch.entries }

export interface Base {
  /** Below which path of its host all of this is served. */
  root: string
  /** What every address of the page begins with. */
  path: string
  /** Undefined for the one of the session. */
  projectId: string | undefined
}

/** What an address is about. The API's explorer, which is no page of a project, names it at its end. */
export function baseOf(pathname: string, search: string, root: string): Base {
  const local = withoutRoot(root, pathname)
  const found = IN_PROJECT.exec(local)
  const named = local === API ? parseSearch(search).project : undefined
  return {
    root,
    path: root + (found?.[0] ?? ''),
    projectId: (found && decoded(found[1] ?? '')) ?? named,
  }
}

/** An address of the server that is to answer about the project. */
export function withProject({ root, projectId }: Base, path: string): string {
  if (projectId === undefined) return root + path
  return `${root}${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams({ project: projectId })}`
}

/** Where a project is shown by the same page, over the same period. */
export function projectUrl(
  projectId: string,
  pathname: string,
  search: string,
  root: string,
): string {
  const within = withoutRoot(root, pathname).replace(IN_PROJECT, '')
  const section = SECTIONS.find((path) => within === path || within.startsWith(`${path}/`))
  const rest = section === undefined ? '' : stringifySearch(pick(SHARED, parseSearch(search)))
  return `${root}/project/${encodeURIComponent(projectId)}${section ?? '/users'}${rest}`
}
