// A number, an instant or a duration as a person reads it; exact on hover.
import * as format from '../format'
import type { SumsFragment } from '../generated/graphql'
import { useNow } from '../hooks/clock'

interface FigureProps {
  text: string
  /** The same with every digit. */
  exact: string
}

/** On hover it says what the text leaves out, if it leaves out anything. */
export function Figure({ text, exact }: FigureProps) {
  return <span title={exact === text ? undefined : exact}>{text}</span>
}

export function None({ text = '0' }: { text?: string }) {
  return <span className="none">{text}</span>
}

export function Count({ of }: { of: format.Amount }) {
  if (Number(of) === 0) return <None />
  return <span>{format.count(of)}</span>
}

export function Compact({ of }: { of: format.Amount }) {
  if (Number(of) === 0) return <None />
  return <Figure text={format.compact(of)} exact={format.count(of)} />
}

export function InOut({ tokens }: { tokens: Pick<SumsFragment, 'inputTokens' | 'outputTokens'> }) {
  return (
    <span>
      <Compact of={tokens.inputTokens} />, <Compact of={tokens.outputTokens} />
    </span>
  )
}

export function Errors({ of }: { of: format.Amount }) {
  if (Number(of) === 0) return <None />
  return <span className="bad">{format.count(of)}</span>
}

/** A part of a whole that nobody wants more of; on hover what it is made of. */
export function Share({ of, exact }: { of: number | null | undefined; exact: string }) {
  if (of === null || of === undefined) return <None text="–" />
  if (of === 0) return <None text={format.percent(0)} />
  return <Figure text={format.percent(of)} exact={exact} />
}

export function Money({ of }: { of: string }) {
  if (Number(of) === 0) return <None text={format.money(of)} />
  return <Figure text={format.money(of)} exact={format.exactMoney(of)} />
}

export function Duration({ ms }: { ms: number | null | undefined }) {
  if (ms === null || ms === undefined) return <None text="–" />
  return <Figure text={format.duration(ms)} exact={format.exactDuration(ms)} />
}

/** How long ago; the instant on hover. */
export function RelativeTime({ at }: { at: string }) {
  return <Time at={at} text={format.ago(at, useNow())} />
}

export function DateTime({ at }: { at: string }) {
  return <Time at={at} text={format.dateTime(at)} />
}

/** The hour and minute, where the day is told above. */
export function TimeOfDay({ at }: { at: string }) {
  return <Time at={at} text={format.time(at)} />
}

/** No two clocks are quite the same, the reader's among them. */
const LEEWAY_MS = 60_000

function Time({ at, text }: { at: string; text: string }) {
  const isAhead = Date.parse(at) > useNow() + LEEWAY_MS
  return (
    <time dateTime={at} title={format.exactTime(at)}>
      {text}
      {isAhead && (
        <>
          {' '}
          <small
            className="ahead"
            title="This is still to come: the clock of who sent it is ahead."
          >
            clock ahead
          </small>
        </>
      )}
    </time>
  )
}

interface ChangeProps {
  value: number
  before: number
  /** Every digit of what it was before. */
  exact: string
  /** Whether more of it is good news, bad news, or neither. */
  more?: 'good' | 'bad'
}

/** How much a measure moved against the period before. */
export function Change({ value, before, exact, more }: ChangeProps) {
  const text = format.change(value, before)
  if (text === null) return <span className="change none">–</span>
  const better = value > before ? more === 'good' : more === 'bad'
  const tone = more === undefined || text === format.UNMOVED ? '' : better ? ' better' : ' worse'
  return (
    <span className={`change${tone}`} title={`Before: ${exact}`}>
      {text}
    </span>
  )
}
