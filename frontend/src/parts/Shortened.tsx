// The first of a list of any length and how many more there are, so that what is below stays in sight;
// all of them, where they are wanted, in a box that scrolls by itself.
import { type ReactNode, useState } from 'react'
import * as format from '../format'

interface ShortenedProps<T> {
  of: readonly T[]
  /** What one of them is, and several are. */
  noun: string
  nouns?: string
  /** How many are shown at first. */
  most?: number
  /** The server lists no more of them than this, however many there are. */
  end?: number
  /** Within a line, such as tags. */
  inline?: boolean
  children: (shown: readonly T[]) => ReactNode
}

/** Where the server ends a list that has no pages. */
export const MAX_LISTED = 100

export function Shortened<T>(props: ShortenedProps<T>) {
  const { of, noun, nouns = `${noun}s`, most = 10, end, inline, children } = props
  const [whole, setWhole] = useState(false)
  if (of.length <= most) return <>{children(of)}</>
  const Box = inline ? 'span' : 'div'
  const left = of.length - most
  const ended = of.length === end && ` No more than ${format.count(end)} are listed.`
  const more = `Show ${format.plural(left, `more ${noun}`, `more ${nouns}`)}`
  const fewer = `Show the first ${format.count(most)} only`
  const short = whole ? 'Fewer' : `+${format.count(left)}${ended ? ' or more' : ''}`
  const scrolls = whole && {
    role: 'group',
    tabIndex: 0,
    'aria-label': `All ${format.count(of.length)} ${nouns}`,
  }
  return (
    <Box className="shortened">
      <Box className={whole ? 'whole' : undefined} {...scrolls}>
        {children(whole ? of : of.slice(0, most))}
      </Box>{' '}
      <button
        type="button"
        className="more"
        aria-expanded={whole}
        aria-label={whole ? fewer : more}
        title={inline ? (whole ? fewer : more) : undefined}
        onClick={() => setWhole(!whole)}
      >
        {inline ? short : whole ? fewer : more}
      </button>
      {ended && !inline && <small className="faint">{ended}</small>}
    </Box>
  )
}
