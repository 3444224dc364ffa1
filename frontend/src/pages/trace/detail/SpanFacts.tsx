// The facts of a span in a few words each.
import { Copy } from '../../../parts/controls/Copy'
import { Fact } from '../../../parts/Fact'
import { DateTime, Duration, InOut, Money } from '../../../parts/Figures'
import { Id } from '../../../parts/Id'
import type { Span } from './SpanDetail'

export function SpanFacts({ span }: { span: Span }) {
  return (
    <dl className="line">
      <Fact name="Started">
        <DateTime at={span.startedAt} />
      </Fact>
      <Fact name="Took">
        <Duration ms={span.latencyMs} />
      </Fact>
      {typeof span.timeToFirstTokenMs === 'number' && (
        <Fact name="First token">
          <Duration ms={span.timeToFirstTokenMs} />
        </Fact>
      )}
      {span.model && <Fact name="Model">{span.model}</Fact>}
      {span.promptName && (
        <Fact name="Prompt">
          {span.promptName}
          {typeof span.promptVersion === 'number' && (
            <span className="faint"> version {span.promptVersion}</span>
          )}
        </Fact>
      )}
      {span.totalTokens > 0 && (
        <Fact name="Tokens in, out">
          <InOut tokens={span} />
          {span.repeatsTokens && <span className="faint"> of the spans below, counted once</span>}
        </Fact>
      )}
      {Number(span.costUsd) > 0 && (
        <Fact name="Cost">
          <Money of={span.costUsd} />
          {span.repeatsCost && <span className="faint"> of the spans below, counted once</span>}
        </Fact>
      )}
      {span.level !== 'DEFAULT' && <Fact name="Level">{span.level.toLowerCase()}</Fact>}
      {span.version && <Fact name="Version">{span.version}</Fact>}
      <Fact name="Span id">
        <code>
          <Id of={span.spanId} />
        </code>{' '}
        <Copy text={span.spanId} what="the span id" />
      </Fact>
    </dl>
  )
}
