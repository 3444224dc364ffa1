// An answer in each of its states.
import type { ReactNode } from 'react'
import type { Answer } from '../api/graphql'
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
        <Shown changing={answer.changing} behind={answer.behind}>
          {children(answer.data)}
        </Shown>
      )
  }
}

interface ShownProps {
  changing?: boolean
  behind?: string | null
  children: ReactNode
}

function Shown({ changing = false, behind = null, children }: ShownProps) {
  return (
    <div className={changing ? 'shown changing' : 'shown'} aria-busy={changing}>
      {behind !== null && (
        <p role="status" className="behind">
          Not up to date: {behind} Trying again.
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
