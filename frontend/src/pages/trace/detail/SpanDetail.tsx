import { useAnswer } from '../../../api/answers'
// Everything one span holds, asked for when it is chosen.
import { graphql } from '../../../generated'
import type { SpanDetailQuery } from '../../../generated/graphql'
import { Show, Skeleton } from '../../../parts/Answer'
import { NamedValue } from '../../../parts/content/NamedValue'
import { MAX_CONTENT_BYTES, InputAndOutput } from '../../../parts/content/SpanContent'
import { Copy } from '../../../parts/controls/Copy'
import { Icon } from '../../../parts/controls/Icon'
import { FEEDBACK_PAGE_SIZE } from '../../../parts/feedback/AllFeedback'
import { Id } from '../../../parts/Id'
import { Notice } from '../../../parts/Notice'
import type { TraceSearch } from '../../../urls/trace'
import { useView } from '../view'
import { Feedback } from './Feedback'
import { SpanFacts } from './SpanFacts'
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

export type Span = Extract<NonNullable<SpanDetailQuery['node']>, { __typename: 'Span' }>

interface SpanDetailProps {
  id: string
  traceId: string
  search: TraceSearch
}

export function SpanDetail({ id, traceId, search }: SpanDetailProps) {
  const answer = useAnswer(SpanDetailDocument, {
    view: null,
    subject: id,
    variables: () => ({ id, most: MAX_CONTENT_BYTES, given: FEEDBACK_PAGE_SIZE }),
  })
  return (
    <Show answer={answer} skeleton={<Skeleton rows={8} />}>
      {({ node }) =>
        node?.__typename === 'Span' ? (
          <Detail span={node} traceId={traceId} search={search} />
        ) : (
          <Notice title="This span is gone" />
        )
      }
    </Show>
  )
}

interface DetailProps {
  span: Span
  traceId: string
  search: TraceSearch
}

function Detail({ span, traceId, search }: DetailProps) {
  const viewOf = useView(search)
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

/** As this page is shown now, whatever span the address named a moment ago. */
function linkTo(spanId: string): string {
  const url = new URL(location.href)
  url.searchParams.set('span', spanId)
  return url.href
}
