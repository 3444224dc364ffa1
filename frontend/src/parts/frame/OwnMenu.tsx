// The project one is in, the theme, and the end of the session.
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useKey } from '../../keys'
import { signOut, useSession } from '../../session'
import { chooseTheme, type Theme, THEMES, useTheme } from '../../theme'
import { Icon } from '../controls/Icon'
import { KeyHelp } from './KeyHelp'
import { Menu } from '../controls/Menu'

const THEME_NAMES: Record<Theme, string> = { system: 'As the system', light: 'Light', dark: 'Dark' }

export function OwnMenu() {
  const session = useSession()
  const theme = useTheme()
  const leave = useLeave()
  const [help, setHelp] = useState(false)
  useKey('?', 'Show what the keys do', () => setHelp(true))
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
              { id: 'sign-out', label: 'Sign out', onSelect: () => void leave() },
            ],
          },
        ]}
      />
      <KeyHelp open={help} onClose={() => setHelp(false)} />
    </>
  )
}

function useLeave(): () => Promise<void> {
  const client = useQueryClient()
  const navigate = useNavigate()
  return async () => {
    await signOut()
    client.clear()
    await navigate({ to: '/sign-in' })
  }
}
