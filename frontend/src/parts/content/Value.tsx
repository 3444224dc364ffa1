// Any value an application sent: a conversation, Markdown, a tree or text, as it is or as one chooses.
// Nothing of it ever becomes markup.
import { useMemo, useState } from 'react'
import type { View } from '../../urls/trace'
import { Copy } from '../controls/Copy'
import { Segments } from '../controls/Segments'
import { Conversation } from './Conversation'
import { toText } from './fields'
import { Json } from './Json'
import { Markdown } from './Markdown'
import { Text } from './Text'
import { type Content, contentOf } from './views'

const NAMES: Record<View, string> = {
  chat: 'Chat',
  markdown: 'Markdown',
  json: 'JSON',
  text: 'Text',
}

export interface ValueProps {
  value: unknown
  /** What it is, for the button that copies it and for those who do not see it. */
  name?: string
  /** How it is looked at, where the address has that. */
  view?: View
  onView?: (view: View | undefined) => void
}

export function Value({ value, name = 'value', view, onView }: ValueProps) {
  const content = useMemo(() => contentOf(value), [value])
  const [own, setOwn] = useState<View>()
  const [first] = content.views
  const chosen = [view ?? own, first].find((one) => one && content.views.includes(one)) ?? first
  const choose = (next: View) => (onView ?? setOwn)(next === first ? undefined : next)
  return (
    <div className="value">
      <div className="value-tools">
        {content.views.length > 1 && (
          <Segments
            label={`Show the ${name} as`}
            options={content.views.map((one) => ({ value: one, name: NAMES[one] }))}
            chosen={chosen}
            onChoose={choose}
            isSmall
          />
        )}
        <Copy text={() => toText(content.value)} what={`the ${name}`} />
      </div>
      <Shown content={content} view={chosen} />
    </div>
  )
}

function Shown({ content, view }: { content: Content; view: View }) {
  const { value, conversation } = content
  if (view === 'chat' && conversation) return <Conversation conversation={conversation} />
  if (view === 'json') return <Json value={value} />
  const text = toText(value)
  return view === 'markdown' ? <Markdown text={text} /> : <Text text={text} />
}
