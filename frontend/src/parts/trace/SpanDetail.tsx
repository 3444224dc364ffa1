// Everything one span holds, asked for when it is chosen.
import { graphql } from '../../generated'
import type { SpanDetailQuery } from '../../generated/graphql'
import { useAnswer } from '../../graphql'
import { Show } from '../Answer'
import { Copy } from '../controls/Copy'
import { FeedbackList } from '../FeedbackValue'
import { InOut, Money, Took, When } from '../Figures'
import { Notice } from '../Notice'
import { Named } from '../content/Named'

const SpanDetailDocument = graphql(`
  query SpanDetail($id: ID!) {
    node(id: $id) {
      __typename
      ... on Span {
        spanId
        name
        type
        level
        statusMessage
        startedAt
        latencyMs
        timeToFirstTokenMs
        model
        modelParameters
        usageDetails
        costDetails
        inputTokens
        outputTokens
        totalTokens
        costUsd
        input
        output
        metadata
        feedback {
          ...FeedbackRow
        }
      }
    }
  }
`)

type Span = Extract<NonNullable<SpanDetailQuery['node']>, { __typename: 'Span' }>

export function SpanDetail({ id }: { id: string }) {
  const answer = useAnswer(SpanDetailDocument, {
    view: id,
    subject: id,
    variables: (chosen: string) => ({ id: chosen }),
  })
  return (
    <Show answer={answer}>
      {({ node }) =>
        node?.__typename === 'Span' ? <Detail span={node} /> : <Notice title="This span is gone" />
      }
    </Show>
  )
}

function Detail({ span }: { span: Span }) {
  return (
    <article aria-label={`Span ${span.name}`}>
      <h2>
        {span.name || span.spanId} <small className="faint">{span.type.toLowerCase()}</small>
      </h2>
      {(span.level === 'ERROR' || span.level === 'WARNING') && (
        <p className={`status ${span.level}`}>
          {span.statusMessage || (span.level === 'ERROR' ? 'Failed' : 'Warning')}
        </p>
      )}
      <Facts span={span} />
      <Named name="Input" value={span.input} />
      <Named name="Output" value={span.output} />
      {span.feedback.length > 0 && (
        <section className="named">
          <h3>Feedback</h3>
          <FeedbackList feedback={span.feedback} />
        </section>
      )}
      <Named name="Model parameters" value={span.modelParameters} />
      <Named name="Usage" value={span.usageDetails} />
      <Named name="Cost by kind" value={span.costDetails} />
      <Named name="Metadata" value={span.metadata} />
    </article>
  )
}

function Facts({ span }: { span: Span }) {
  return (
    <dl className="line">
      <div>
        <dt>Started</dt>
        <dd>
          <When at={span.startedAt} />
        </dd>
      </div>
      <div>
        <dt>Took</dt>
        <dd>
          <Took ms={span.latencyMs} />
        </dd>
      </div>
      {typeof span.timeToFirstTokenMs === 'number' && (
        <div>
          <dt>First token</dt>
          <dd>
            <Took ms={span.timeToFirstTokenMs} />
          </dd>
        </div>
      )}
      {span.model && (
        <div>
          <dt>Model</dt>
          <dd>{span.model}</dd>
        </div>
      )}
      {span.totalTokens > 0 && (
        <div>
          <dt>Tokens in, out</dt>
          <dd>
            <InOut tokens={span} />
          </dd>
        </div>
      )}
      {Number(span.costUsd) > 0 && (
        <div>
          <dt>Cost</dt>
          <dd>
            <Money of={span.costUsd} />
          </dd>
        </div>
      )}
      <div>
        <dt>Span id</dt>
        <dd>
          <code>{span.spanId}</code> <Copy text={span.spanId} what="the span id" />
        </dd>
      </div>
    </dl>
  )
}
