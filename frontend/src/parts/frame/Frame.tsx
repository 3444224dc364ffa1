// What surrounds every page: the name, the ways around, and one's own menu.
import type { QueryClient } from '@tanstack/react-query'
import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import { prefetchProject } from '../../api/project'
import { prefetchSession, useSession } from '../../api/session'
import { here, serverUrl } from '../../urls/here'
import { API } from '../../urls/root'
import { Logo } from '../controls/Icon'
import { Notice } from '../Notice'
import { savedColumns } from '../usersList/savedColumns'
import { AccountMenu } from './AccountMenu'
import { LiveSwitch } from './LiveSwitch'

const SIGN_IN = '/sign-in'

/** Asks for what the frame shows before it is drawn. */
export function prefetchFrame(client: QueryClient, { pathname }: { pathname: string }): void {
  if (pathname === SIGN_IN) return
  prefetchSession(client)
  prefetchProject(client)
}

export function Frame() {
  const { pathname } = useLocation()
  return pathname === SIGN_IN ? <Outlet /> : <FrameAround />
}

function FrameAround() {
  const { state } = useLocation()
  const session = useSession()
  const isAbsent = session.state === 'failed' && session.absent
  const pages = [
    { to: '/overview', name: 'Overview' },
    { to: '/users', name: 'Users', search: savedColumns() },
    { to: '/traces', name: 'Traces' },
    { to: '/setup', name: 'Setup' },
    { to: '/settings', name: 'Settings' },
  ] as const
  return (
    <>
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <header className="frame">
        <Link to="/users" search={savedColumns()} className="brand" aria-label="Usertrail: users">
          <Logo />
          <span>Usertrail</span>
        </Link>
        <nav aria-label="Pages" className="pages">
          {pages.map(({ name, ...link }) => (
            <Link key={name} {...link} activeOptions={{ includeSearch: false }}>
              {name}
            </Link>
          ))}
          <a href={serverUrl(API)}>API</a>
        </nav>
        {/* Of what does not exist there is no news. */}
        {!isAbsent && (
          <span className="who">
            <LiveSwitch />
            <AccountMenu />
          </span>
        )}
      </header>
      <main id="main" tabIndex={-1}>
        <p role="status" className="note">
          {state.note}
        </p>
        {isAbsent ? <NoProject /> : <Outlet />}
      </main>
    </>
  )
}

/** The window's title; the page's own words first, so that tabs can be told apart. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === '' ? 'Usertrail' : `${title} · Usertrail`
  }, [title])
}

/** The address names a project that does not exist. */
function NoProject() {
  useTitle('Not found')
  return (
    <Notice alone title="There is no such project">
      <p>
        <code>{here.projectId}</code>
      </p>
      <a href={`${here.root}/`}>See the project that you are signed in to</a>
    </Notice>
  )
}

export function PageNotFound() {
  useTitle('Not found')
  return (
    <Notice alone title="There is no such page">
      <Link to="/users">See the users</Link>
    </Notice>
  )
}

/** Shown when drawing a page fails: after an update of the server, its files have other names. */
export function PageError() {
  return (
    <Notice alone title="This page could not be shown">
      <p>The server may have been updated since it was opened.</p>
      <button type="button" onClick={() => location.reload()}>
        Load it again
      </button>
    </Notice>
  )
}
