// The facts of a span in a few words each.
import { Copy } from '../../../parts/controls/Copy'
import { InOut, Money, Took, When } from '../../../parts/Figures'
import { Fact } from '../../../parts/Fact'
import type { Span } from './SpanDetail'
import { Id } from '../../../parts/Id'

export function SpanFacts({ span }: { span: Span }) {
  return (
    <dl className="line">
      <Fact name="Started">
        <When at={span.startedAt} />
      </Fact>
      <Fact name="Took">
        <Took ms={span.latencyMs} />
      </Fact>
      {typeof span.timeToFirstTokenMs === 'number' && (
        <Fact name="First token">
          <Took ms={span.timeToFirstTokenMs} />
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
