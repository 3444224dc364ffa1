// What went wrong in a turn, where it did.
import { Link } from '@tanstack/react-router'
import * as format from '../../format'
import type { TurnFragment } from '../../generated/graphql'
import { Id } from '../Id'
import { Shortened } from '../Shortened'
import { failuresOf } from './parts'

/** What is said of more than a few is read in the trace. */
const FEW = 3

export function Failures({ turn }: { turn: TurnFragment }) {
  const { traceId, errorCount } = turn
  const failures = failuresOf(turn)
  if (Number(errorCount) === 0) return null
  return (
    <div className="failures">
      <Shortened of={failures} noun="error" most={FEW}>
        {(shown) =>
          shown.map(({ spanId, name, statusMessage }) => (
            <p key={spanId} className="status ERROR">
              <Link to="/traces/$traceId" params={{ traceId }} search={{ span: spanId }}>
                {name || <Id of={spanId} />}
              </Link>{' '}
              {statusMessage || 'failed'}
            </p>
          ))
        }
      </Shortened>
      {failures.length === 0 && (
        <p className="status ERROR">
          <Link to="/traces/$traceId" params={{ traceId }} search={{ only: 'errors' }}>
            {format.plural(errorCount, 'error')}
          </Link>{' '}
          in later steps
        </p>
      )}
    </div>
  )
}
