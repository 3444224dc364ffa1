// All that was said of a trace, a span or a session: what came with it, and page by page the rest.
import { type ReactNode, useState } from 'react'
import { useAnswer } from '../../api/answers'
import { graphql } from '../../generated'
import type { FeedbackRowFragment, PageInfoFragment } from '../../generated/graphql'
import { FIRST_PAGE, type PlaceSearch } from '../../urls'
import { Show, Skeleton } from '../Answer'
import { pageArguments, Pager } from '../table/Pager'
import { FeedbackList } from './FeedbackValue'

export const FeedbackPageFragmentDocument = graphql(`
  fragment FeedbackPage on FeedbackConnection {
    pageInfo {
      ...PageInfo
    }
    nodes {
      ...FeedbackRow
    }
  }
`)

const AllFeedbackDocument = graphql(`
  query AllFeedback($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
    node(id: $id) {
      ... on Trace {
        feedback: feedbackConnection(first: $first, after: $after, last: $last, before: $before) {
          ...FeedbackWithSpans
        }
      }
      ... on Span {
        feedback: feedbackConnection(first: $first, after: $after, last: $last, before: $before) {
          ...FeedbackWithSpans
        }
      }
      ... on Session {
        feedback: feedbackConnection(first: $first, after: $after, last: $last, before: $before) {
          ...FeedbackWithSpans
        }
      }
    }
  }
  fragment FeedbackWithSpans on FeedbackConnection {
    totalCount
    ...FeedbackPage
    nodes {
      span {
        spanId
        name
      }
    }
  }
`)

/** So many come with what they were given to. */
export const FEEDBACK_PAGE_SIZE = 100

export type FeedbackItem = FeedbackRowFragment & { span?: { spanId: string; name: string } | null }

export interface FeedbackPage {
  pageInfo: PageInfoFragment
  nodes: readonly FeedbackItem[]
}

interface AllFeedbackProps {
  /** The global id of the trace, span or session. */
  id: string
  /** The first page. */
  feedback: FeedbackPage
  /** What else there is to say of one, and to do with it. */
  renderMore?: (feedback: FeedbackItem) => ReactNode
}

export function AllFeedback({ id, feedback, renderMore }: AllFeedbackProps) {
  if (feedback.pageInfo.hasNextPage)
    return <PagedFeedback key={id} id={id} renderMore={renderMore} />
  if (feedback.nodes.length === 0) return null
  return <FeedbackList feedback={feedback.nodes} renderMore={renderMore} />
}

function PagedFeedback({ id, renderMore }: Omit<AllFeedbackProps, 'feedback'>) {
  const [place, setPlace] = useState<PlaceSearch>(FIRST_PAGE)
  const answer = useAnswer(AllFeedbackDocument, {
    view: place,
    subject: id,
    variables: (at) => ({ id, ...pageArguments(at, FEEDBACK_PAGE_SIZE) }),
  })
  return (
    <Show answer={answer} skeleton={<Skeleton rows={3} />}>
      {({ node }) =>
        node &&
        'feedback' in node && (
          <>
            <FeedbackList feedback={node.feedback.nodes} renderMore={renderMore} />
            <Pager
              info={node.feedback.pageInfo}
              at={place}
              total={Number(node.feedback.totalCount)}
              size={FEEDBACK_PAGE_SIZE}
              noun="feedback entry"
              nouns="feedback entries"
              changing={answer.state === 'ready' && answer.changing}
              onPage={setPlace}
            />
          </>
        )
      }
    </Show>
  )
}
