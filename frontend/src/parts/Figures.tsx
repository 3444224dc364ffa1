// A number, an instant or a duration as a person reads it; exact on hover.
import { useNow } from '../clock'
import * as format from '../format'
import { Ahead } from './Ahead'

export function Count({ of }: { of: number }) {
  if (of === 0) return <span className="none">0</span>
  return <span>{format.count(of)}</span>
}

export function Compact({ of }: { of: number }) {
  if (of === 0) return <span className="none">0</span>
  return <span title={format.count(of)}>{format.compact(of)}</span>
}

export function InOut({ tokens }: { tokens: { inputTokens: number; outputTokens: number } }) {
  return (
    <span>
      <Compact of={tokens.inputTokens} />, <Compact of={tokens.outputTokens} />
    </span>
  )
}

export function Errors({ of }: { of: number }) {
  if (of === 0) return <span className="none">0</span>
  return <span className="bad">{format.count(of)}</span>
}

/** A part of a whole that nobody wants more of. */
export function Share({ of }: { of: number | null | undefined }) {
  if (of === null || of === undefined) return <span className="none">–</span>
  if (of === 0) return <span className="none">{format.percent(0)}</span>
  return <span>{format.percent(of)}</span>
}

export function Money({ of }: { of: string }) {
  if (Number(of) === 0) return <span className="none">{format.money(of)}</span>
  return <span title={format.exactMoney(of)}>{format.money(of)}</span>
}

export function Took({ ms }: { ms: number | null | undefined }) {
  if (ms === null || ms === undefined) return <span className="none">–</span>
  return <span title={`${format.count(ms)} ms`}>{format.duration(ms)}</span>
}

/** How long ago; the instant on hover. */
export function Ago({ at }: { at: string }) {
  const now = useNow()
  return (
    <time dateTime={at} title={format.exactTime(at)}>
      {format.ago(at, now)}
      <Ahead at={at} />
    </time>
  )
}

export function When({ at }: { at: string }) {
  return (
    <time dateTime={at} title={format.exactTime(at)}>
      {format.dateTime(at)}
      <Ahead at={at} />
    </time>
  )
}

interface RatingProps {
  count: number
  average: number | null | undefined
}

/** Mean of the ratings and how much feedback there is, ratings or not. */
export function Rating({ count, average }: RatingProps) {
  if (count === 0) return <span className="none">–</span>
  const ratings = average === null || average === undefined ? '' : format.average(average)
  return (
    <span title={`${format.plural(count, 'piece', 'pieces')} of feedback`}>
      {ratings} <small className="faint">({format.compact(count)})</small>
    </span>
  )
}

interface ChangeProps {
  value: number
  before: number
  write: (value: number) => string
  /** Whether more of it is good news, bad news, or neither. */
  more?: 'good' | 'bad'
}

/** How much a measure moved against the period before. */
export function Change({ value, before, write, more }: ChangeProps) {
  const text = format.change(value, before)
  if (text === null) return <span className="change none">–</span>
  const better = value > before ? more === 'good' : more === 'bad'
  const tone = more === undefined || text === format.UNMOVED ? '' : better ? ' better' : ' worse'
  return (
    <span className={`change${tone}`} title={`Before: ${write(before)}`}>
      {text}
    </span>
  )
}
