// A conversation as Markdown or JSON.
import { writeJson } from '../../../api/json'
import type { FeedbackRowFragment } from '../../../generated/graphql'
import { toText } from '../../../parts/content/fields'
import { feedbackText } from '../../../parts/feedback/FeedbackValue'
import type { TakenTurn, Talk } from './collect'

export function asJson(talk: Talk): string {
  return `${writeJson(talk, 2)}\n`
}

export function asMarkdown({ sessionId, user, startedAt, endedAt, feedback, turns }: Talk): string {
  const who = user ? (user.name ?? user.userId) : undefined
  const head = [
    `# ${who === undefined ? 'Session' : `Session of ${inLine(who)}`}`,
    [
      user && `- User: ${code(user.userId)}${user.email ? ` (${inLine(user.email)})` : ''}`,
      `- Session: ${code(sessionId)}`,
      `- Started: ${instant(startedAt)}`,
      `- Ended: ${instant(endedAt)}`,
      `- Turns: ${turns.length}`,
    ]
      .filter(Boolean)
      .join('\n'),
    ...feedback.map(feedbackLine),
  ]
  return `${[...head, ...turns.flatMap(turnLines)].join('\n\n')}\n`
}

function turnLines(turn: TakenTurn): string[] {
  const { startedAt, endedAt, user, errorCount } = turn
  const who = user ? ` (${inLine(user.name ?? user.userId)})` : ''
  return [
    '---',
    `**User**${who}, ${instant(startedAt)}`,
    saidOr(turn.userMessage, turn.input),
    `**Assistant**, ${instant(endedAt ?? startedAt)}`,
    saidOr(turn.assistantMessage, turn.output),
    ...(Number(errorCount) > 0 ? [`> Errors: ${errorCount}`] : []),
    ...turn.feedback.map(feedbackLine),
  ]
}

function saidOr(words: string | null, sent: unknown): string {
  if (words !== null) return words
  if (sent === undefined || sent === null) return '*Nothing*'
  const text = toText(sent)
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1))
  return `${fence}${typeof sent === 'string' ? '' : 'json'}\n${text}\n${fence}`
}

function feedbackLine(given: FeedbackRowFragment): string {
  const { name, source, createdAt, comment } = given
  const line = `> **${inLine(name)}**: ${inLine(feedbackText(given))} (${inLine(source.toLowerCase())}, ${instant(createdAt)})`
  return comment ? `${line}\n>\n${comment.replace(/^/gm, '> ')}` : line
}

/** 2026-11-27 11:06:27 UTC */
function instant(at: string): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

/** As code, whatever is in it. */
function code(text: string): string {
  const marks = '`'.repeat(longestRun(text) + 1)
  const space = text.startsWith('`') || text.endsWith('`') ? ' ' : ''
  return marks + space + text.replace(/\s+/g, ' ') + space + marks
}

/** Of backticks that follow each other. */
function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length))
}

/** As words in a line, none of which means anything in Markdown. */
function inLine(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|~]/g, String.raw`\$&`)
}

/** Of letters and digits that every disk takes. */
export function fileName(sessionId: string, ending: string): string {
  const name = sessionId.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[.-]+|[.-]+$/g, '')
  return `session-${name.slice(0, 100) || 'without-name'}.${ending}`
}
