// Which characters of an id cannot be seen, so that no two ids look alike that differ in them.

export interface Piece {
  /** Where it begins. */
  at: number
  text: string
  /** What stands for it; undefined for what is seen. */
  mark?: string
}

// Spaces at the ends or beside each other; other spaces; what controls, formats or is ignored, as
// Unicode says; and the one sign of Braille that is blank. What joins an emoji is seen as the emoji.
const UNSEEN = /^ +| +$| {2,}|(?! )[\p{Cc}\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]+/gu
// Of one character: in a text with another emoji before it, Chromium does not find it at the end.
const EMOJI = /^[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F]$/u
const LAST = /.$/su
const JOINS = /^(?:\uFE0F|\u200D|\uFE0F\u200D)$/

const MARKS: Record<string, string> = { ' ': '␣', '\t': '⇥', '\n': '↵', '\r': '␍' }

/** The id in pieces: what is seen, and each unseen character by itself. */
export function pieces(id: string): Piece[] {
  const found: Piece[] = []
  let begin = 0
  const showUntil = (end: number) => {
    if (begin < end) found.push({ at: begin, text: id.slice(begin, end) })
    begin = end
  }
  for (const { 0: unseen, index } of id.matchAll(UNSEEN)) {
    if (JOINS.test(unseen) && EMOJI.test(LAST.exec(id.slice(0, index))?.[0] ?? '')) continue
    showUntil(index)
    for (const text of unseen) {
      found.push({ at: begin, text, mark: markOf(text) })
      begin += text.length
    }
  }
  showUntil(id.length)
  return found
}

function markOf(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return MARKS[character] ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}
