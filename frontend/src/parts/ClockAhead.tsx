// That something lies ahead of now, which no sender can know.
import { useNow } from '../hooks/clock'

/** No two clocks are quite the same, the reader's among them. */
const LEEWAY_MS = 60_000

export function ClockAhead({ at }: { at: string }) {
  const now = useNow()
  if (Date.parse(at) <= now + LEEWAY_MS) return null
  return (
    <>
      {' '}
      <small className="ahead" title="This is still to come: the clock of who sent it is ahead.">
        clock ahead
      </small>
    </>
  )
}
