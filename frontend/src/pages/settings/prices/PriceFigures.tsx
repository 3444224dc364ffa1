// What prices are for and how much they are, as a person reads it.
import * as format from '../../../format'
import { tokensOf } from './kinds'

/** Every digit: a price is what somebody agreed to. */
export function Cost({ usd }: { usd: string }) {
  return <strong className="cost">{format.exactMoney(usd)}</strong>
}

export function Pattern({ of }: { of: string }) {
  return of === '*' ? <>Every model</> : <code>{of}</code>
}

/** A UTC day, or the instant where it is no midnight. */
export function From({ at }: { at?: string | null }) {
  if (at === null || at === undefined) return <span className="faint">at any time</span>
  const text = at.includes('T00:00:00.000000') ? format.day(at) : format.dateTime(at)
  return (
    <time dateTime={at} title={format.exactTime(at)}>
      from {text}
    </time>
  )
}

/** 1,000 input tokens of gpt-4o cost $0.0025 */
export function ThousandCost({ kind, usd, model }: { kind: string; usd: string; model?: string }) {
  return (
    <span className="words">
      {format.count(1000)} {tokensOf(kind)}
      {model !== undefined && (
        <>
          {' of '}
          <code>{model}</code>
        </>
      )}{' '}
      cost <Cost usd={usd} />
    </span>
  )
}
