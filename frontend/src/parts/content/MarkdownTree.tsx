// Markdown as elements, made one by one: nothing of it is ever markup, and nothing is fetched.
import { lexer, type MarkedToken, type Token, type Tokens } from 'marked'
import { type ReactNode, useMemo } from 'react'
import { linkable, plain } from './references'
import { Text } from './Text'

export function MarkdownTree({ text }: { text: string }) {
  const tokens = useMemo(() => tokensOf(text), [text])
  if (tokens === null) return <Text text={text} />
  return <div className="markdown">{drawn(tokens)}</div>
}

/** Null for what is nested deeper than can be read. */
function tokensOf(text: string): Token[] | null {
  try {
    return lexer(text, { gfm: true })
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Deeper, it stays as it was written. */
const MAX_DEPTH = 20

function drawn(tokens: readonly Token[], depth = 0): ReactNode[] {
  return tokens.map((token, at) => (
    // oxlint-disable-next-line react/no-array-index-key -- tokens have no id, and never move
    <Drawn key={at} token={token as MarkedToken} depth={depth} />
  ))
}

function Drawn({ token, depth }: { token: MarkedToken; depth: number }): ReactNode {
  if (depth > MAX_DEPTH) return token.raw
  const inside = (tokens: readonly Token[]) => drawn(tokens, depth + 1)
  switch (token.type) {
    case 'space':
      return null
    case 'def':
      // What names it shows no address.
      return <p className="faint">{token.raw.trim()}</p>
    case 'paragraph':
      return <p>{inside(token.tokens)}</p>
    case 'heading':
      // Its place is in the text, not in the outline of the page.
      return <p className={`title level-${token.depth}`}>{inside(token.tokens)}</p>
    case 'blockquote':
      return <blockquote>{inside(token.tokens)}</blockquote>
    case 'list':
      return <List list={token} depth={depth} />
    case 'table':
      return <Cells table={token} depth={depth} />
    case 'code':
      return (
        <pre tabIndex={0}>
          {token.lang && <span className="faint">{`${token.lang}\n`}</span>}
          <code>{token.text}</code>
        </pre>
      )
    case 'hr':
      return <hr />
    case 'br':
      return <br />
    case 'strong':
      return <strong>{inside(token.tokens)}</strong>
    case 'em':
      return <em>{inside(token.tokens)}</em>
    case 'del':
      return <del>{inside(token.tokens)}</del>
    case 'codespan':
      return <code>{token.text}</code>
    case 'link':
      return <Anchor token={token}>{inside(token.tokens)}</Anchor>
    case 'image':
      return <Anchor token={token}>{plain(token.text) || 'picture'}</Anchor>
    case 'checkbox':
      return token.checked ? '☑ ' : '☐ '
    case 'escape':
      return token.text
    case 'text':
      return 'tokens' in token && token.tokens ? inside(token.tokens) : plain(token.text)
    default:
      return token.raw
  }
}

function Anchor({ token, children }: { token: Tokens.Link | Tokens.Image; children: ReactNode }) {
  const address = linkable('autolink' in token && token.autolink ? token.href : plain(token.href))
  // Then it is shown as it was written.
  if (address === null) return token.raw
  return (
    <a href={address} title={address} target="_blank" rel="noopener noreferrer">
      {token.type === 'image' && <span className="faint">Picture: </span>}
      {children}
      {token.title && <span className="faint"> “{token.title}”</span>}
    </a>
  )
}

function List({ list, depth }: { list: Tokens.List; depth: number }) {
  const items = list.items.map((item, at) => (
    // oxlint-disable-next-line react/no-array-index-key -- items have no id, and never move
    <li key={at}>{drawn(item.tokens, depth + 1)}</li>
  ))
  if (!list.ordered) return <ul>{items}</ul>
  return <ol start={list.start === '' ? 1 : list.start}>{items}</ol>
}

function Cells({ table, depth }: { table: Tokens.Table; depth: number }) {
  return (
    <div className="cells" tabIndex={0} role="region" aria-label="Table">
      <table>
        <thead>
          <tr>
            {table.header.map((cell) => (
              <th key={cell.text}>{drawn(cell.tokens, depth + 1)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, at) => (
            // oxlint-disable-next-line react/no-array-index-key -- rows have no id, and never move
            <tr key={at}>
              {row.map((cell, column) => (
                // oxlint-disable-next-line react/no-array-index-key -- as above
                <td key={column}>{drawn(cell.tokens, depth + 1)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
