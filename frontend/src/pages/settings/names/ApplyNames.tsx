import { useRefreshingChange } from '../../../api/changes'
// Applies the names to what was stored before them, and shows how far that is.
import * as format from '../../../format'
import { graphql } from '../../../generated'
import type { SettingsQuery } from '../../../generated/graphql'
import { ErrorMessage } from '../../../parts/controls/ErrorMessage'
import { RelativeTime } from '../../../parts/Figures'

const ApplyNamesDocument = graphql(`
  mutation ApplyNames {
    applyNames {
      __typename
    }
  }
`)

type Progress = NonNullable<SettingsQuery['project']['namesApplication']>

interface ApplyNamesProps {
  of: Progress | null | undefined
  names: { userId: readonly string[]; sessionId: readonly string[] }
}

export function ApplyNames({ of, names }: ApplyNamesProps) {
  if (of && !of.finishedAt) return <Running of={of} />
  if (of && !of.isOutdated) return <Done of={of} />
  if (!of && names.userId.length + names.sessionId.length === 0) return null
  return <Offer />
}

function Offer() {
  const { change, busy, reason } = useRefreshingChange(ApplyNamesDocument)
  return (
    <>
      <p className="apply">
        <span>
          This holds for what arrives. What was stored before keeps its users and sessions until it
          is applied.
        </span>
        <button type="button" disabled={busy} onClick={() => change({})}>
          Apply to what is stored
        </button>
      </p>
      <ErrorMessage reason={reason} />
    </>
  )
}

function Running({ of }: { of: Progress }) {
  const seen = Number(of.seenTraceCount)
  // What arrived since it began is gone through, too.
  const all = Math.max(Number(of.traceCount), seen)
  return (
    <div className="apply" role="status">
      <span>
        Applying to what is stored: {format.count(seen)} of {format.plural(all, 'trace')},{' '}
        {format.count(of.changedTraceCount)} changed
      </span>
      <progress value={seen} max={Math.max(all, 1)} aria-label="Traces gone through" />
    </div>
  )
}

function Done({ of }: { of: Progress }) {
  return (
    <p className="faint" role="status">
      Applied to what is stored <RelativeTime at={of.finishedAt ?? of.startedAt} />:{' '}
      {format.count(of.changedTraceCount)} of {format.plural(of.seenTraceCount, 'trace')} changed.
    </p>
  )
}
