// An answer in each of its states.
import type { ReactNode } from 'react'
import type { Answer } from '../graphql'
import { Notice } from './Notice'

interface ShowProps<T> {
  answer: Answer<T>
  /** What stands in the place of the page until the first answer, of about the same height. */
  skeleton?: ReactNode
  children: (data: T) => ReactNode
}

export function Show<T>({ answer, skeleton, children }: ShowProps<T>) {
  switch (answer.state) {
    case 'loading':
      return skeleton ?? <Skeleton />
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
        <div className={answer.changing ? 'shown changing' : 'shown'} aria-busy={answer.changing}>
          {answer.behind !== null && (
            <p role="status" className="behind">
              Not up to date: {answer.behind} Trying again.
            </p>
          )}
          {children(answer.data)}
        </div>
      )
  }
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
