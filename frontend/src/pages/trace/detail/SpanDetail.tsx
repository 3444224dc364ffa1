// Everything one span holds, asked for when it is chosen.
import { useAnswer } from '../../../api/answers'
import { graphql } from '../../../generated'
import type { SpanDetailQuery } from '../../../generated/graphql'
import { Show, Skeleton } from '../../../parts/Answer'
import { NamedValue } from '../../../parts/content/LazyValue'
import { MAX_CONTENT_BYTES, InputAndOutput } from '../../../parts/content/SpanContent'
import { Copy } from '../../../parts/controls/Copy'
import { Icon } from '../../../parts/controls/Icon'
import { Facts } from '../../../parts/Facts'
import { FEEDBACK_PAGE_SIZE } from '../../../parts/feedback/AllFeedback'
import { Feedback } from '../../../parts/feedback/Feedback'
import { DateTime, Duration, InOut, Money } from '../../../parts/Figures'
import { CopiedId, Id } from '../../../parts/Id'
import { Notice } from '../../../parts/Notice'
import { useView } from '../view'
import { Usage } from './Usage'

const SpanDetailDocument = graphql(`
  query SpanDetail($id: ID!, $most: Int!, $given: Int!) {
    node(id: $id) {
      __typename
      ... on Span {
        id
        spanId
        name
        type
        level
        statusMessage
        startedAt
        endedAt
        latencyMs
        timeToFirstTokenMs
        repeatsTokens
        repeatsCost
        model
        modelParameters
        promptName
        promptVersion
        version
        environment
        usageDetails
        costDetails
        inputTokens
        outputTokens
        totalTokens
        costUsd
        inputBytes
        input(maxBytes: $most)
        outputBytes
        output(maxBytes: $most)
        metadata
        feedbackConnection(first: $given) {
          ...FeedbackPage
        }
      }
    }
  }
`)

type Span = Extract<NonNullable<SpanDetailQuery['node']>, { __typename: 'Span' }>

export function SpanDetail({ id, traceId }: { id: string; traceId: string }) {
  const answer = useAnswer(SpanDetailDocument, {
    view: null,
    subject: id,
    variables: () => ({ id, most: MAX_CONTENT_BYTES, given: FEEDBACK_PAGE_SIZE }),
  })
  return (
    <Show answer={answer} skeleton={<Skeleton rows={8} />}>
      {({ node }) =>
        node?.__typename === 'Span' ? (
          <Detail span={node} traceId={traceId} />
        ) : (
          <Notice title="This span is gone" />
        )
      }
    </Show>
  )
}

function Detail({ span, traceId }: { span: Span; traceId: string }) {
  const viewOf = useView()
  const troubled = span.level === 'ERROR' || span.level === 'WARNING'
  return (
    <article aria-label={`Span ${span.name}`}>
      <div className="detail-head">
        <h2>
          <span className={`type ${span.type}`}>
            <Icon name={span.type} />
          </span>
          {span.name || <Id of={span.spanId} />}{' '}
          <small className="faint">{span.type.toLowerCase()}</small>
        </h2>
        <Copy text={() => linkTo(span.spanId)} what="a link to this span" icon="link" />
      </div>
      {(troubled || span.statusMessage) && (
        <p className={`status ${span.level}`}>
          {span.statusMessage || (span.level === 'ERROR' ? 'Failed' : 'Warning')}
        </p>
      )}
      <SpanFacts span={span} />
      <InputAndOutput of={span} viewOf={viewOf} />
      <Feedback
        id={span.id}
        traceId={traceId}
        spanId={span.spanId}
        feedback={span.feedbackConnection}
      />
      <Usage span={span} />
      <NamedValue name="Model parameters" value={span.modelParameters} />
      <NamedValue name="Metadata" value={span.metadata} {...viewOf('metadata')} />
    </article>
  )
}

const REPEATED = <span className="faint"> of the spans below, counted once</span>

/** The facts of a span in a few words each. */
function SpanFacts({ span }: { span: Span }) {
  const { timeToFirstTokenMs, promptName, promptVersion } = span
  return (
    <Facts
      of={[
        { name: 'Started', fact: <DateTime at={span.startedAt} /> },
        { name: 'Duration', fact: <Duration ms={span.latencyMs} /> },
        {
          name: 'First token',
          fact: typeof timeToFirstTokenMs === 'number' && <Duration ms={timeToFirstTokenMs} />,
        },
        { name: 'Model', fact: span.model },
        {
          name: 'Prompt',
          fact: promptName && (
            <>
              {promptName}
              {typeof promptVersion === 'number' && (
                <span className="faint"> version {promptVersion}</span>
              )}
            </>
          ),
        },
        {
          name: 'Tokens in, out',
          fact: span.totalTokens > 0 && (
            <>
              <InOut tokens={span} />
              {span.repeatsTokens && REPEATED}
            </>
          ),
        },
        {
          name: 'Cost',
          fact: Number(span.costUsd) > 0 && (
            <>
              <Money of={span.costUsd} />
              {span.repeatsCost && REPEATED}
            </>
          ),
        },
        { name: 'Level', fact: span.level !== 'DEFAULT' && span.level.toLowerCase() },
        { name: 'Version', fact: span.version },
        { name: 'Span id', fact: <CopiedId of={span.spanId} what="the span id" /> },
      ]}
    />
  )
}

/** As this page is shown now, whatever span the address named a moment ago. */
function linkTo(spanId: string): string {
  const url = new URL(location.href)
  url.searchParams.set('span', spanId)
  return url.href
}
