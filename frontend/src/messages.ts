// Which values are chat messages, and what each of them says.

export interface Message {
  role: string
  /** What is read as text; null where there is none. */
  text: string | null
  /** What it holds beside text: tool calls and the like. */
  rest: unknown
}

type Fields = Record<string, unknown>

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The messages of a value; null where it is something else. */
export function messagesOf(value: unknown): Message[] | null {
  if (isFields(value) && Array.isArray(value.messages)) return messagesOf(value.messages)
  const list = Array.isArray(value) ? value : [value]
  if (list.length === 0 || !list.every(isMessage)) return null
  return list.map(messageOf)
}

function isMessage(value: unknown): value is Fields {
  return (
    isFields(value) &&
    typeof value.role === 'string' &&
    ('content' in value || 'parts' in value || 'tool_calls' in value)
  )
}

function messageOf(fields: Fields): Message {
  const { role, content, parts, ...others } = fields
  const said = content ?? parts
  const text = textOf(said)
  const kept = Object.entries(others).filter(([, value]) => value !== null && value !== undefined)
  const rest = [...(text === null && said ? [['content', said] as const] : []), ...kept]
  return {
    role: String(role),
    text,
    rest: rest.length === 0 ? null : Object.fromEntries(rest),
  }
}

/** Text, or the texts of parts; null where a part is something else. */
function textOf(content: unknown): string | null {
  if (typeof content === 'string') return content
  if (!Array.isArray(content) || content.length === 0) return null
  const texts = content.map((part: unknown) => {
    if (typeof part === 'string') return part
    if (!isFields(part)) return null
    const text = part.text ?? (part.type === 'text' ? part.content : null)
    return typeof text === 'string' ? text : null
  })
  return texts.every((text) => text !== null) ? texts.join('\n\n') : null
}

/** A string that holds a JSON object or list, read; anything else as it is. */
export function readJson(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value
  try {
    return JSON.parse(value) as unknown
  } catch {
    return value
  }
}
