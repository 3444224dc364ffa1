// When a turn was, what it took, and what can be done with it.
import { Link } from '@tanstack/react-router'
import type { TurnFragment } from '../../generated/graphql'
import { Copy } from '../controls/Copy'
import { Compact, Duration, Money, TimeOfDay } from '../Figures'
import { Shortened } from '../Shortened'
import { modelsOf } from './parts'

interface TurnFactsProps {
  turn: TurnFragment
  /** Left out while some is being given. */
  onGive?: () => void
}

export function TurnFacts({ turn, onGive }: TurnFactsProps) {
  const { traceId, name, totalTokens, costUsd } = turn
  const models = modelsOf(turn)
  return (
    <p className="turn-facts faint">
      <TimeOfDay at={turn.startedAt} />
      <span>
        <Duration ms={turn.latencyMs} />
      </span>
      {models.length > 0 && (
        <span>
          <Shortened of={models} noun="model" most={3} inline>
            {(shown) => shown.join(', ')}
          </Shortened>
        </span>
      )}
      {Number(totalTokens) > 0 && (
        <span>
          <Compact of={totalTokens} /> tokens
        </span>
      )}
      {Number(costUsd) > 0 && <Money of={costUsd} />}
      <Link to="/traces/$traceId" params={{ traceId }} title={name || undefined}>
        Trace
      </Link>
      <span className="turn-tools">
        {onGive && (
          <button type="button" className="quiet" onClick={onGive}>
            Give feedback
          </button>
        )}
        <Copy text={() => linkTo(traceId)} what="a link to this turn" icon="link" />
      </span>
    </p>
  )
}

/** As this page is shown now, whatever turn the address named a moment ago. */
function linkTo(traceId: string): string {
  const url = new URL(location.href)
  url.searchParams.set('turn', traceId)
  return url.href
}
