// Whether what is shown follows what happens, and whether it can.
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useKey } from '../../keys'
import { useNews } from '../../live'

export function LiveSwitch() {
  const { live } = useSearch({ strict: false })
  const { userId, traceId } = useParams({ strict: false })
  const navigate = useNavigate()
  const on = live !== 'off'
  const link = useNews({ userId, traceId }, on)
  const lost = on && link === 'lost'
  const turn = () =>
    void navigate({
      to: '.',
      search: (search) => ({ ...search, live: on ? 'off' : undefined }),
      replace: true,
      resetScroll: false,
    })
  useKey('l', 'Switch Live on or off', turn)
  return (
    <span className="live">
      <span role="status" className="faint">
        {lost && 'Connection lost, trying again'}
      </span>
      <button
        type="button"
        role="switch"
        aria-checked={on}
        className={lost ? 'quiet lost' : 'quiet'}
        title={on ? 'What is stored is shown at once' : 'What is shown stays as it is'}
        onClick={turn}
      >
        <span className="dot" aria-hidden="true" />
        Live
      </button>
    </span>
  )
}
