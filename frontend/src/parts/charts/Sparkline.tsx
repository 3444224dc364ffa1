// Activity in a row of a table: a bar for each point.
import * as format from '../../format'

const WIDTH = 120
const HEIGHT = 22

/** The outline of all bars. Something is never drawn as nothing: a bar is at least a unit high. */
export function barsOf(values: readonly number[], width: number, height: number): string {
  const most = Math.max(...values) || 1
  const step = width / Math.max(values.length, 1)
  const thick = Math.max(step - Math.min(step / 4, 1.5), 0.5)
  return values
    .map((value, at) => {
      if (value === 0) return ''
      const tall = Math.max((value / most) * height, 1.5)
      const x = (at * step).toFixed(2)
      return `M${x} ${height}v${(-tall).toFixed(2)}h${thick.toFixed(2)}v${tall.toFixed(2)}z`
    })
    .join('')
}

export function Sparkline({ values, noun }: { values: readonly number[]; noun: string }) {
  const label = `Up to ${format.plural(Math.max(...values, 0), noun)} in one bar`
  return (
    <svg className="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <title>{label}</title>
      <path className="base" d={`M0 ${HEIGHT - 0.25}h${WIDTH}`} />
      <path className="bars" d={barsOf(values, WIDTH, HEIGHT)} />
    </svg>
  )
}

/** A line from point to point, over those where there is nothing to say. */
export function lineOf(values: readonly (number | null)[], width: number, height: number): string {
  const said = values.filter((value) => value !== null)
  const low = Math.min(0, ...said)
  const range = Math.max(...said) - low || 1
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
export function MiniBars({ values }: { values: readonly number[] }) {
  return (
    <svg
      className="sparkline mini"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path className="base" d={`M0 ${HEIGHT - 0.25}h${WIDTH}`} />
      <path className="bars" d={barsOf(values, WIDTH, HEIGHT)} />
    </svg>
  )
}
