// Activity in a row of a table: a bar for each point.
import * as format from '../../format'

const WIDTH = 120
const HEIGHT = 22

/** The outline of each bar. Something is never drawn as nothing: a bar is at least a unit high. */
export function barsOf(values: readonly number[], width: number, height: number): string[] {
  const most = Math.max(...values) || 1
  const step = width / Math.max(values.length, 1)
  const thick = Math.max(step - Math.min(step / 4, 1.5), 0.5)
  return values.map((value, at) => {
    if (value === 0) return ''
    const tall = Math.max((value / most) * height, 1.5)
    const x = (at * step).toFixed(2)
    return `M${x} ${height}v${(-tall).toFixed(2)}h${thick.toFixed(2)}v${tall.toFixed(2)}z`
  })
}

interface BarsProps {
  values: readonly number[]
  /** Whether the last bar is not over yet. */
  open?: boolean
}

function Bars({ values, open = false }: BarsProps) {
  const bars = barsOf(values, WIDTH, HEIGHT)
  return (
    <>
      <path className="base" d={`M0 ${HEIGHT - 0.25}h${WIDTH}`} />
      <path className="bars" d={bars.slice(0, open ? -1 : undefined).join('')} />
      {open && <path className="bars open" d={bars.at(-1)} />}
    </>
  )
}

export function Sparkline({ values, noun, open }: BarsProps & { noun: string }) {
  const most = format.plural(Math.max(...values, 0), noun)
  const label = `Up to ${most} in one bar${open ? ', the last so far' : ''}`
  return (
    <svg className="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <title>{label}</title>
      <Bars values={values} open={open} />
    </svg>
  )
}

/** A line from point to point, over those where there is nothing to say. */
export function lineOf(values: readonly (number | null)[], width: number, height: number): string {
  const known = values.filter((value) => value !== null)
  const low = Math.min(0, ...known)
  const range = Math.max(...known) - low || 1
  const step = width / Math.max(values.length - 1, 1)
  const places = values.flatMap((value, at) =>
    value === null
      ? []
      : [`${(at * step).toFixed(2)} ${(height - ((value - low) / range) * height).toFixed(2)}`],
  )
  // One point alone is a dot.
  return places.length === 0 ? '' : `M${places.join('L')}${places.length === 1 ? 'h0' : ''}`
}

/** A mean over time. */
export function Trend({ values, label }: { values: readonly (number | null)[]; label: string }) {
  const edge = 2
  const path = lineOf(values, WIDTH - 2 * edge, HEIGHT - 2 * edge)
  return (
    <svg className="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <title>{label}</title>
      <path className="trend" d={path} transform={`translate(${edge} ${edge})`} />
    </svg>
  )
}

/** Beneath what it is of, which has been said: nothing for who listens. */
export function MiniBars(props: BarsProps) {
  return (
    <svg
      className="sparkline mini"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <Bars {...props} />
    </svg>
  )
}
