// Text as it was sent. A long one is cut until it is wanted, then drawn only where it is in sight.
import { useMemo, useState } from 'react'
import * as format from '../../format'

const SHORT = 4000
const SLICE = 8000

export function Text({ text }: { text: string }) {
  const [whole, setWhole] = useState(false)
  if (text.length <= SHORT) return <p className="text">{text}</p>
  return (
    <>
      {whole ? <Slices text={text} /> : <p className="text">{text.slice(0, SHORT)}…</p>}
      <button type="button" className="more" onClick={() => setWhole(!whole)}>
        {whole ? 'Show less' : `Show all ${format.count(text.length)} characters`}
      </button>
    </>
  )
}

function Slices({ text }: { text: string }) {
  const slices = useMemo(() => slicesOf(text), [text])
  return (
    <div className="text slices">
      {slices.map((slice, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- parts of one text, which never move
        <p key={at}>{slice}</p>
      ))}
    </div>
  )
}

/** Cut after a line where there is one, so that nothing looks different. */
export function slicesOf(text: string): string[] {
  const slices: string[] = []
  for (let from = 0; from < text.length;) {
    const line = text.lastIndexOf('\n', from + SLICE)
    const to = text.length - from <= SLICE ? text.length : line > from ? line + 1 : from + SLICE
    // What is in a block of its own needs no line break at its end.
    slices.push(text.slice(from, to).replace(/\n$/, ''))
    from = to
  }
  return slices
}
