// The project one is in and the others, the theme, and the end of the session.
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useProject } from '../../api/project'
import { ask } from '../../api/request'
import { signOut, useSession } from '../../api/session'
import { graphql } from '../../generated'
import { useKey } from '../../hooks/shortcuts'
import { chooseTheme, type Theme, THEMES, useTheme } from '../../hooks/theme'
import { projectUrl } from '../../urls/base'
import { here } from '../../urls/here'
import { Icon } from '../controls/Icon'
import { Menu, type MenuGroup } from '../controls/Menu'
import { ShortcutHelp } from './ShortcutHelp'

const SignOutEverywhereDocument = graphql(`
  mutation SignOutEverywhere {
    endBrowserSessions(input: { keepThis: false }) {
      __typename
    }
  }
`)

const THEME_NAMES: Record<Theme, string> = { system: 'As the system', light: 'Light', dark: 'Dark' }

export function AccountMenu() {
  const session = useSession()
  const theme = useTheme()
  const leave = useLeave()
  const [help, setHelp] = useState(false)
  useKey('?', 'Show what the keys do', () => setHelp(true))
  const projects = useSwitch(session.state === 'ready' ? session.data.project.projectId : '')
  if (session.state !== 'ready') return null
  return (
    <>
      <Menu
        className="own quiet"
        title="Project and settings"
        label={
          <>
            <span className="project">{session.data.project.name}</span>
            <Icon name="down" />
          </>
        }
        groups={[
          ...projects,
          {
            heading: 'Theme',
            items: THEMES.map((id) => ({
              id,
              label: THEME_NAMES[id],
              checked: id === theme,
              onSelect: () => chooseTheme(id),
            })),
          },
          {
            items: [
              { id: 'keys', label: 'Keys', onSelect: () => setHelp(true) },
              { id: 'sign-out', label: 'Sign out', onSelect: () => void leave(signOut) },
              {
                id: 'sign-out-everywhere',
                label: 'Sign out everywhere',
                onSelect: () => void leave(signOutEverywhere),
              },
            ],
          },
        ]}
      />
      {help && <ShortcutHelp onClose={() => setHelp(false)} />}
    </>
  )
}

/** The ways to the other projects, if there are any: each is a document of its own. */
function useSwitch(shown: string): MenuGroup[] {
  const answer = useProject()
  if (answer.state !== 'ready' || answer.data.projects.length < 2) return []
  const items = answer.data.projects.map(({ projectId, name }) => ({
    id: projectId,
    label: name,
    checked: projectId === shown,
    onSelect: () => {
      if (projectId === shown) return
      location.assign(projectUrl(projectId, location.pathname, location.search, here.root))
    },
  }))
  return [{ heading: 'Project', items }]
}

function signOutEverywhere(): Promise<unknown> {
  return ask(SignOutEverywhereDocument, {})
}

function useLeave(): (leave: () => Promise<unknown>) => Promise<void> {
  const client = useQueryClient()
  const navigate = useNavigate()
  return async (leave) => {
    await leave()
    client.clear()
    await navigate({ to: '/sign-in' })
  }
}
