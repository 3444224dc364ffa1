// An answer in each of its states.
import type { ReactNode } from 'react'
import type { Answer } from '../api/answers'
import { Notice } from './Notice'

interface ShowProps<T> {
  answer: Answer<T>
  /**
   * What stands in the place of the page until the first answer, of about the same height. If it is
   * the component that shows the answer, it goes on with what it has drawn.
   */
  skeleton?: ReactNode
  children: (data: T) => ReactNode
}

export function Show<T>({ answer, skeleton, children }: ShowProps<T>) {
  switch (answer.state) {
    case 'loading':
      return <Shown>{skeleton ?? <Skeleton />}</Shown>
    case 'failed':
      return (
        <Notice title="This could not be loaded" alert>
          <p>{answer.reason}</p>
          <button type="button" onClick={answer.retry}>
            Try again
          </button>
        </Notice>
      )
    case 'ready':
      return (
        <Shown changing={answer.changing} staleReason={answer.staleReason}>
          {children(answer.data)}
        </Shown>
      )
  }
}

interface ShownProps {
  changing?: boolean
  staleReason?: string | null
  children: ReactNode
}

function Shown({ changing = false, staleReason = null, children }: ShownProps) {
  return (
    <div className={changing ? 'shown changing' : 'shown'} aria-busy={changing}>
      {staleReason !== null && (
        <p role="status" className="behind">
          Not up to date: {staleReason} Trying again.
        </p>
      )}
      {children}
    </div>
  )
}

export function Skeleton({ rows = 8 }: { rows?: number }) {
  return (
    <div className="skeleton" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} />
      ))}
    </div>
  )
}
