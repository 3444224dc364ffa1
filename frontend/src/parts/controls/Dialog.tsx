// A question or a form that stands before the page until it is answered.
import { lazy, type ReactNode, Suspense } from 'react'

export interface DialogProps {
  onClose: () => void
  title: string
  /** What it is about, in a sentence. */
  about?: ReactNode
  /** True for tables and the like, which need the width. */
  wide?: boolean
  children: ReactNode
}

const Panel = lazy(async () => ({ default: (await import('./DialogPanel')).DialogPanel }))

export function Dialog(props: DialogProps) {
  return (
    <Suspense fallback={null}>
      <Panel {...props} />
    </Suspense>
  )
}
