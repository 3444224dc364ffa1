// What was done between question and answer: in a line, and step by step once that is wanted.
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import * as format from '../../format'
import type { StepFragment, TurnFragment } from '../../generated/graphql'
import { Icon } from '../controls/Icon'
import { Duration } from '../Figures'
import { MAX_STEPS, stepCount, stepsOf } from './parts'

export function Steps({ turn }: { turn: TurnFragment }) {
  const [opened, setOpened] = useState(false)
  const count = stepCount(turn)
  if (count === 0) return null
  const steps = stepsOf(turn)
  const missing = count - steps.length
  return (
    <details className="steps" onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>{summaryOf(turn)}</summary>
      {opened && (
        <>
          <ol>
            {steps.map((step) => (
              <Step key={step.spanId} step={step} traceId={turn.traceId} />
            ))}
          </ol>
          {missing > 0 && (
            <Link to="/traces/$traceId" params={{ traceId: turn.traceId }}>
              {format.plural(missing, 'more step')} in the trace
            </Link>
          )}
        </>
      )}
    </details>
  )
}

function summaryOf(turn: TurnFragment): string {
  const count = stepCount(turn)
  // How many of them are tools is known where all are there.
  const isWhole = Number(turn.spanCount) <= MAX_STEPS
  const tools = isWhole ? stepsOf(turn).filter(({ type }) => type === 'TOOL').length : 0
  return [
    format.plural(count, 'step'),
    tools > 0 && format.plural(tools, 'tool'),
    typeof turn.latencyMs === 'number' && format.duration(turn.latencyMs),
  ]
    .filter(Boolean)
    .join(', ')
}

function Step({ step, traceId }: { step: StepFragment; traceId: string }) {
  const { spanId, type, name, model, latencyMs, level } = step
  return (
    <li className={level === 'ERROR' ? 'failed' : undefined}>
      <span className={`type ${type}`} title={type.toLowerCase()}>
        <Icon name={type} label={type.toLowerCase()} />
      </span>
      <Link
        to="/traces/$traceId"
        params={{ traceId }}
        search={{ span: spanId }}
        className="clip"
        title={name}
      >
        {name || spanId}
      </Link>
      {model && model !== name && <small className="faint clip">{model}</small>}
      {level === 'ERROR' && <Icon name="error" label="failed" />}
      <span className="faint">
        <Duration ms={latencyMs} />
      </span>
    </li>
  )
}
