// Whether what is shown follows what happens, and whether it can.
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { isAnnounced, transport } from '../../api/connectionStatus'
import { useKey } from '../../hooks/shortcuts'
import { useStore } from '../../hooks/store'
import { useLiveUpdates } from '../../live/liveUpdates'

const PAUSED = 'What is shown stays as it is'
const NO_SOCKETS = 'Something on the way lets no WebSocket through; news come as server-sent events'
const AT_ONCE = 'What is stored is shown at once'

export function LiveSwitch() {
  const { live } = useSearch({ strict: false })
  const { userId, traceId } = useParams({ strict: false })
  const navigate = useNavigate()
  const on = live !== 'off'
  const status = useLiveUpdates({ userId, traceId }, on)
  const lost = on && status === 'lost'
  const byEvents = useStore(transport) === 'events' && on && status === 'on'
  const isTold = useStore(isAnnounced) && byEvents
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
      <span role="status" className="faint" title={isTold ? NO_SOCKETS : undefined}>
        {lost && 'Connection lost, trying again'}
        {isTold && 'Live without WebSockets'}
      </span>
      <button
        type="button"
        role="switch"
        aria-checked={on}
        className={lost ? 'quiet lost' : 'quiet'}
        title={on ? `${AT_ONCE}${byEvents ? ', by server-sent events' : ''}` : PAUSED}
        onClick={turn}
      >
        <span className="dot" aria-hidden="true" />
        Live
      </button>
    </span>
  )
}
