// All that was said of a trace, a span or a session: what came with it, and page by page the rest.
import { type ReactNode, useState } from 'react'
import { graphql } from '../../generated'
import type { FeedbackRowFragment, PageInfoFragment } from '../../generated/graphql'
import { useAnswer } from '../../api/answers'
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
        given: feedbackConnection(first: $first, after: $after, last: $last, before: $before) {
          ...GivenList
        }
      }
      ... on Span {
        given: feedbackConnection(first: $first, after: $after, last: $last, before: $before) {
          ...GivenList
        }
      }
      ... on Session {
        given: feedbackConnection(first: $first, after: $after, last: $last, before: $before) {
          ...GivenList
        }
      }
    }
  }
  fragment GivenList on FeedbackConnection {
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
export const GIVEN = 100

export type Given = FeedbackRowFragment & { span?: { spanId: string; name: string } | null }

export interface GivenPage {
  pageInfo: PageInfoFragment
  nodes: readonly Given[]
}

interface AllFeedbackProps {
  /** The global id of the trace, span or session. */
  id: string
  /** The first page. */
  given: GivenPage
  /** What else there is to say of one, and to do with it. */
  renderMore?: (given: Given) => ReactNode
}

export function AllFeedback({ id, given, renderMore }: AllFeedbackProps) {
  if (given.pageInfo.hasNextPage) return <Paged key={id} id={id} renderMore={renderMore} />
  if (given.nodes.length === 0) return null
  return <FeedbackList feedback={given.nodes} renderMore={renderMore} />
}

function Paged({ id, renderMore }: Omit<AllFeedbackProps, 'given'>) {
  const [place, setPlace] = useState<PlaceSearch>(FIRST_PAGE)
  const answer = useAnswer(AllFeedbackDocument, {
    view: place,
    subject: id,
    variables: (at) => ({ id, ...pageArguments(at, GIVEN) }),
  })
  return (
    <Show answer={answer} skeleton={<Skeleton rows={3} />}>
      {({ node }) =>
        node &&
        'given' in node && (
          <>
            <FeedbackList feedback={node.given.nodes} renderMore={renderMore} />
            <Pager
              info={node.given.pageInfo}
              at={place}
              total={Number(node.given.totalCount)}
              size={GIVEN}
              noun="answer"
              changing={answer.state === 'ready' && answer.changing}
              onPage={setPlace}
            />
          </>
        )
      }
    </Show>
  )
}
