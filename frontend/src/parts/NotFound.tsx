// There is nothing of this id.
import { Id } from './Id'
import { Notice, type NoticeProps } from './Notice'

export function NotFound({ id, children, ...notice }: NoticeProps & { id: string }) {
  return (
    <Notice {...notice}>
      <p>
        <code>
          <Id of={id} />
        </code>
      </p>
      {children}
    </Notice>
  )
}
