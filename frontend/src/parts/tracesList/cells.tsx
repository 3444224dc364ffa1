// What cells of a list of traces show: tags that filter it, and feedback.
import { Link } from '@tanstack/react-router'
import type { FeedbackRowFragment } from '../../generated/graphql'
import { FIRST_PAGE } from '../../urls'
import { readTags, type TraceListSearch, writeTags } from '../../urls/traces'
import { FeedbackValue } from '../feedback/FeedbackValue'
import { MAX_LISTED, Shortened } from '../Shortened'

/** There is room for so many in a row. */
const MAX_IN_ROW = 3

interface TraceTagsProps {
  of: readonly string[]
  /** The page whose list they filter. */
  from: '/traces' | '/users/$userId'
}

export function TraceTags({ of, from }: TraceTagsProps) {
  return (
    <Shortened of={of} noun="tag" most={MAX_IN_ROW} inline>
      {(shown) =>
        shown.map((tag) => (
          <Link
            key={tag}
            from={from}
            to="."
            search={(search: TraceListSearch) => ({
              ...search,
              ...FIRST_PAGE,
              traceTags: withTag(search, tag),
            })}
            resetScroll={false}
            className="tag"
            title={`Only traces with the tag ${tag}`}
          >
            {tag}
          </Link>
        ))
      }
    </Shortened>
  )
}

function withTag({ traceTags }: TraceListSearch, tag: string): string | undefined {
  return writeTags([...new Set([...readTags(traceTags), tag])])
}

export function GivenFeedback({ of }: { of: readonly FeedbackRowFragment[] }) {
  return (
    <Shortened
      of={of}
      noun="feedback entry"
      nouns="feedback entries"
      most={MAX_IN_ROW}
      end={MAX_LISTED}
      inline
    >
      {(shown) =>
        shown.map((given) => (
          <span key={given.feedbackId} className="tag" title={given.comment ?? undefined}>
            {given.name} <FeedbackValue of={given} />
          </span>
        ))
      }
    </Shortened>
  )
}
