// Small drawings, in the colour of the text around them.
import type { SpanType } from '../../generated/graphql'

const PATHS = {
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  done: 'M3 8.5l3.5 3.5L13 4.5',
  close: 'M4 4l8 8M12 4l-8 8',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.5 10.5L14 14',
  open: 'M6 3.5L10.5 8 6 12.5',
  down: 'M4 6l4 4 4-4',
  more: 'M3.5 8h.1M8 8h.1M12.5 8h.1',
  up: 'M4 10l4-4 4 4',
  link: 'M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2.2-2.2a2.6 2.6 0 0 0-3.7-3.7l-.7.7M9.2 6.8a2.6 2.6 0 0 0-3.7 0L3.3 9a2.6 2.6 0 0 0 3.7 3.7l.7-.7',
  bin: 'M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.7 9h6.6l.7-9M6.7 7v4M9.3 7v4',
  add: 'M8 3v10M3 8h10',
  grip: 'M6 4h.1M10 4h.1M6 8h.1M10 8h.1M6 12h.1M10 12h.1',
  columns: 'M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10',
  download: 'M8 2.5v7M5 7l3 3 3-3M2.5 13h11',
  chart: 'M2.5 13.5h11M4.5 11V8M8 11V4M11.5 11V6',
  thumbDown:
    'M5 2.5v6.5M2.5 2.5h2.5v6.5h-2.5zM5 9l3 4.5c1.4 0 1.8-1 1.5-2.2L9 9h3.2c1 0 1.6-.9 1.3-1.8l-1-3.6c-.2-.7-.7-1.1-1.4-1.1h-6',
  error: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M8 4.5v4.5M8 11.2v.3',
  SPAN: 'M2.5 8h11M2.5 5v6M13.5 5v6',
  GENERATION: 'M8 1.5l1.6 4.9 4.9 1.6-4.9 1.6L8 14.5l-1.6-4.9L1.5 8l4.9-1.6z',
  EVENT: 'M9 1.5L3.5 9H8l-1 5.5L12.5 7H8z',
  AGENT: 'M3.5 5.5h9v7h-9zM8 5.5V2.5M6 8.5v1M10 8.5v1',
  TOOL: 'M9.5 2.5a3.5 3.5 0 0 0 1 6l-6 5-2-2 5-6a3.5 3.5 0 0 0 6-1l-2 1-1.5-1.5z',
  CHAIN:
    'M7 9a2.5 2.5 0 0 0 3.5 0l2-2A2.5 2.5 0 0 0 9 3.5l-.8.8M9 7a2.5 2.5 0 0 0-3.5 0l-2 2A2.5 2.5 0 0 0 7 12.5l.8-.8',
  RETRIEVER: 'M3 4c0-2 10-2 10 0v8c0 2-10 2-10 0zM3 4c0 2 10 2 10 0M3 8c0 2 10 2 10 0',
  EVALUATOR: 'M2.5 13.5h11M4 13V9M8 13V5M12 13V2.5',
  EMBEDDING: 'M4 4h.1M8 4h.1M12 4h.1M4 8h.1M8 8h.1M12 8h.1M4 12h.1M8 12h.1M12 12h.1',
  GUARDRAIL: 'M8 1.5l5.5 2v4c0 3.5-2.5 6-5.5 7-3-1-5.5-3.5-5.5-7v-4z',
} satisfies Record<SpanType, string> & Record<string, string>

export type IconName = keyof typeof PATHS

export function Icon({ name, label }: { name: IconName; label?: string }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 16 16"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      <path d={PATHS[name]} />
    </svg>
  )
}

export function Logo() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" className="mark-ground" />
      <path d="M8 23c4.5 0 4-6 8-6s3.5-8 8-8" />
      <circle cx="8" cy="23" r="2.6" className="mark-start" />
      <circle cx="16" cy="17" r="2.2" />
      <circle cx="24" cy="9" r="3.2" />
    </svg>
  )
}
