// Text in Markdown. What reads it is loaded when the first is shown; until then it is plain.
import { lazy, Suspense } from 'react'
import { Text } from './Text'

const Tree = lazy(async () => ({ default: (await import('./MarkdownTree')).MarkdownTree }))

export function Markdown({ text }: { text: string }) {
  return (
    <Suspense fallback={<Text text={text} />}>
      <Tree text={text} />
    </Suspense>
  )
}
