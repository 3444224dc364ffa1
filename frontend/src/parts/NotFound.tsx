// There is nothing of this id.
import type { ReactNode } from 'react'
import { Id } from './Id'
import { Notice } from './Notice'

interface NotFoundProps {
  title: string
  id: string
  /** True where it is all that the page says. */
  alone?: boolean
  children?: ReactNode
}

export function NotFound({ title, id, alone, children }: NotFoundProps) {
  return (
    <Notice alone={alone} title={title}>
      <p>
        <code>
          <Id of={id} />
        </code>
      </p>
      {children}
    </Notice>
  )
}
