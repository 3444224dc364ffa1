// What surrounds every page: the name, the ways around, the theme, and the end of a session.
import { useQueryClient } from '@tanstack/react-query'
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { signOut, useSession } from '../session'
import { chooseTheme, type Theme, THEMES, useTheme } from '../theme'
import { Icon, Mark } from './Icon'
import { Notice } from './Notice'

export function Frame() {
  const { pathname } = useLocation()
  if (pathname === '/sign-in') return <Outlet />
  return (
    <>
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <header className="frame">
        <Link to="/users" className="brand" aria-label="Usertrail: users">
          <Mark />
          <span>Usertrail</span>
        </Link>
        <nav aria-label="Pages" className="pages">
          <Link to="/overview" activeOptions={{ includeSearch: false }}>
            Overview
          </Link>
          <Link to="/users" activeOptions={{ includeSearch: false }}>
            Users
          </Link>
          <Link to="/setup" activeOptions={{ includeSearch: false }}>
            Setup
          </Link>
          <a href="/graphql">API</a>
        </nav>
        <Who />
        <ThemeChoice />
      </header>
      <main id="main" tabIndex={-1}>
        <Outlet />
      </main>
    </>
  )
}

function Who() {
  const session = useSession()
  const client = useQueryClient()
  const navigate = useNavigate()
  if (session.state !== 'ready') return <span className="who" />
  const leave = async () => {
    await signOut()
    client.clear()
    await navigate({ to: '/sign-in' })
  }
  return (
    <span className="who">
      <span className="project" title="Project">
        {session.data.project.name}
      </span>
      <button type="button" className="quiet" onClick={() => void leave()}>
        Sign out
      </button>
    </span>
  )
}

const THEME_NAMES: Record<Theme, string> = { system: 'As the system', light: 'Light', dark: 'Dark' }

function ThemeChoice() {
  const theme = useTheme()
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system'
  return (
    <button
      type="button"
      className="quiet icon"
      aria-label={`Theme: ${THEME_NAMES[theme]}. Change to ${THEME_NAMES[next]}.`}
      title={`Theme: ${THEME_NAMES[theme]}`}
      onClick={() => chooseTheme(next)}
    >
      <Icon name={theme} />
    </button>
  )
}

/** The window's title; the page's own words first, so that tabs can be told apart. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === '' ? 'Usertrail' : `${title} · Usertrail`
  }, [title])
}

export function Missing() {
  useTitle('Not found')
  return (
    <Notice alone title="There is no such page">
      <Link to="/users">See the users</Link>
    </Notice>
  )
}

/** Shown when drawing a page fails: after an update of the server, its files have other names. */
export function Lost() {
  return (
    <Notice alone title="This page could not be shown">
      <p>The server may have been updated since it was opened.</p>
      <button type="button" onClick={() => location.reload()}>
        Load it again
      </button>
    </Notice>
  )
}
