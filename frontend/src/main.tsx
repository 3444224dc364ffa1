// Mounts the app: path -> page.
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  retainSearchParams,
  RouterProvider,
} from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import { SignedOut } from './api/request'
import { prefetchUsers, UsersPage } from './pages/users/UsersPage'
import { Frame, PageError, PageNotFound, prefetchFrame } from './parts/frame/Frame'
import { savedColumns } from './parts/usersList/savedColumns'
import * as urls from './urls'
import { here } from './urls/here'
import { traceParams, userParams } from './urls/ids'
import { overviewSearch } from './urls/overview'
import { setupSearch } from './urls/setup'
import { signInSearch } from './urls/signIn'
import { traceSearch } from './urls/trace'
import { tracesSearch } from './urls/traces'
import { userSearch } from './urls/user'
import { usersSearch } from './urls/users'
import './styles/index.css'

const root = createRootRoute({
  validateSearch: urls.liveSearch,
  search: { middlewares: [retainSearchParams(['live'])] },
  loader: ({ location }) => prefetchFrame(client, location),
  component: Frame,
  notFoundComponent: PageNotFound,
})
const under = { getParentRoute: () => root } as const

const home = createRoute({
  ...under,
  path: '/',
  component: () => <Navigate to="/users" search={savedColumns()} replace />,
})
const users = createRoute({
  ...under,
  path: '/users',
  validateSearch: usersSearch,
  // Where most begin, so it is not loaded on its own.
  component: UsersPage,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => prefetchUsers(client, deps),
})
const user = createRoute({
  ...under,
  path: '/users/$userId',
  params: userParams,
  validateSearch: userSearch,
  component: lazyRouteComponent(() => import('./pages/user/UserPage'), 'UserPage'),
})
const traces = createRoute({
  ...under,
  path: '/traces',
  validateSearch: tracesSearch,
  component: lazyRouteComponent(() => import('./pages/traces/TracesPage'), 'TracesPage'),
})
const traceOptions = {
  ...under,
  params: traceParams,
  validateSearch: traceSearch,
  component: lazyRouteComponent(() => import('./pages/trace/TracePage'), 'TracePage'),
}
const trace = createRoute({ ...traceOptions, path: '/traces/$traceId' })
// An address that the SDKs build of a trace, as /project/.../traces/... is.
const traceAlone = createRoute({ ...traceOptions, path: '/trace/$traceId' })
const overview = createRoute({
  ...under,
  path: '/overview',
  validateSearch: overviewSearch,
  component: lazyRouteComponent(() => import('./pages/overview/OverviewPage'), 'OverviewPage'),
})
const setup = createRoute({
  ...under,
  path: '/setup',
  validateSearch: setupSearch,
  component: lazyRouteComponent(() => import('./pages/setup/SetupPage'), 'SetupPage'),
})
const settings = createRoute({
  ...under,
  path: '/settings',
  component: lazyRouteComponent(() => import('./pages/settings/SettingsPage'), 'SettingsPage'),
})
const signIn = createRoute({
  ...under,
  path: '/sign-in',
  validateSearch: signInSearch,
  component: lazyRouteComponent(() => import('./pages/signIn/SignInPage'), 'SignInPage'),
})

const pages = [
  home,
  users,
  user,
  traces,
  trace,
  traceAlone,
  overview,
  setup,
  settings,
  signIn,
] as const
const router = createRouter({
  routeTree: root.addChildren(pages),
  basepath: here.path,
  caseSensitive: true,
  parseSearch: urls.parseSearch,
  stringifySearch: urls.stringifySearch,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultErrorComponent: PageError,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
  interface HistoryState {
    /** What became of what was done on the page before. */
    note?: string
  }
}

/** Somebody who is signed out signs in first and comes back to where they were. */
function onError(error: Error): void {
  if (!(error instanceof SignedOut) || router.state.location.pathname === '/sign-in') return
  client.clear()
  void router.navigate({
    to: '/sign-in',
    search: { from: router.state.location.publicHref },
    replace: true,
  })
}

const client = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  // A server may well be reached while the browser says it is offline: on the same machine.
  defaultOptions: {
    queries: { retry: false, gcTime: 300_000, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
})

const mount = document.getElementById('page')
if (mount) {
  createRoot(mount).render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  )
}
