// What somebody wrote along with feedback, the latest first.
import { Link } from '@tanstack/react-router'
import * as format from '../../../format'
import { FeedbackValue } from '../../../parts/feedback/FeedbackValue'
import { RelativeTime } from '../../../parts/Figures'
import type { Details } from './UserDetails'

interface CommentsProps {
  comments: Details['commented']['nodes']
  total: number
  onAll: () => void
}

export function Comments({ comments, total, onAll }: CommentsProps) {
  if (total === 0) return null
  return (
    <section className="card comments">
      <h2>Latest comments</h2>
      <ul>
        {comments.map((given) => (
          <li key={given.feedbackId}>
            <blockquote>{given.comment}</blockquote>
            <small className="faint">
              {given.name} <FeedbackValue of={given} />, <RelativeTime at={given.createdAt} />
              {given.trace && (
                <>
                  {' · '}
                  <Link to="/traces/$traceId" params={{ traceId: given.trace.traceId }}>
                    Open the trace
                  </Link>
                </>
              )}
            </small>
          </li>
        ))}
      </ul>
      {total > comments.length && (
        <button type="button" className="more" onClick={onAll}>
          All {format.plural(total, 'comment')}
        </button>
      )}
    </section>
  )
}
