// When in its trace a span ran, drawn to scale, and the ruler above.
import * as format from '../../../format'
import { type Axis, ticksOf, type Timing } from './axis'

const TICKS = 4

export function Ruler({ axis }: { axis: Axis }) {
  return (
    <span className="waterfall ruler">
      {ticksOf(axis.length, TICKS).map((at) => (
        <span key={at} style={{ left: percent(at / axis.length) }}>
          {at === 0 ? '0' : format.duration(at)}
        </span>
      ))}
    </span>
  )
}

interface BarProps {
  timing: Timing
  /** Null while it runs. */
  tookMs: number | null
  length: number
}

/** How long it took is written where there is room: after its bar, before it, or on it. */
export function Bar({ timing: { from, to, end, moved }, tookMs, length }: BarProps) {
  const start = from / length
  const width = (to - from) / length
  const last = Math.max(end, to) / length
  const after = last <= 0.75
  const inside = !after && start < 0.25
  const right = inside ? 1 - start - width : 1 - start
  const place = after ? { left: percent(last) } : { right: percent(right) }
  const label = tookMs === null ? '' : format.duration(tookMs)
  return (
    <span className="waterfall" title={tooltip(tookMs, from, end - to, moved)}>
      {end > to && (
        <span
          className="span-tail"
          style={{ left: percent(start + width), width: percent((end - to) / length) }}
        />
      )}
      <span
        className={moved > 0 ? 'span-bar moved' : 'span-bar'}
        style={{ left: percent(start), width: percent(Math.max(width, 0.004)) }}
      />
      <span className={inside ? 'span-took inside' : 'span-took faint'} style={place}>
        {label}
      </span>
    </span>
  )
}

function tooltip(tookMs: number | null, from: number, longer: number, moved: number): string {
  const lines = [`Began after ${format.duration(from)}`]
  if (tookMs !== null) lines.push(`Duration ${format.exactDuration(tookMs)}`)
  if (longer > 0) lines.push(`What is below went on for ${format.duration(longer)}`)
  if (moved > 0) lines.push(`By its own clock it began ${format.duration(moved)} earlier`)
  return lines.join('\n')
}

function percent(share: number): string {
  return `${share * 100}%`
}
