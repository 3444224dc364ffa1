// Whether what is shown follows what happens, and whether it can.
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useKey } from '../../hooks/shortcuts'
import { saying, way } from '../../live/connectionStatus'
import { useNews } from '../../live/liveUpdates'
import { useStore } from '../../hooks/store'

const STILL = 'What is shown stays as it is'
const NO_SOCKETS = 'Something on the way lets no WebSocket through; news come as server-sent events'
const AT_ONCE = 'What is stored is shown at once'

export function LiveSwitch() {
  const { live } = useSearch({ strict: false })
  const { userId, traceId } = useParams({ strict: false })
  const navigate = useNavigate()
  const on = live !== 'off'
  const link = useNews({ userId, traceId }, on)
  const lost = on && link === 'lost'
  const byEvents = useStore(way) === 'events' && on && link === 'on'
  const says = useStore(saying) && byEvents
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
      <span role="status" className="faint" title={says ? NO_SOCKETS : undefined}>
        {lost && 'Connection lost, trying again'}
        {says && 'Live without WebSockets'}
      </span>
      <button
        type="button"
        role="switch"
        aria-checked={on}
        className={lost ? 'quiet lost' : 'quiet'}
        title={on ? `${AT_ONCE}${byEvents ? ', by server-sent events' : ''}` : STILL}
        onClick={turn}
      >
        <span className="dot" aria-hidden="true" />
        Live
      </button>
    </span>
  )
}
