// A JSON value as a tree that folds. Each name leads to a menu that copies.
import { memo, useMemo, useState } from 'react'
import * as format from '../../format'
import { toClipboard } from '../controls/clipboard'
import { Menu } from '../controls/Menu'
import { isBranch, levelsWithin, pathTo, toText } from './fields'

const MANY = 100
const OPEN_LEVELS = 2
/** More at once would overflow the stack that draws them. */
const MAX_LEVELS = 60
/** Lines that are opened together at most. */
const LINES = 3000
const LONG = 500

interface JsonProps {
  value: unknown
  /** How many levels are open at first; at least those that always are. */
  levels?: number
}

interface Shown {
  /** Counts how often all were opened or folded. */
  turn: number
  levels: number
  /** Whether what was open before is open still. */
  opens: boolean
}

export function Json({ value, levels = OPEN_LEVELS }: JsonProps) {
  const [shown, setShown] = useState<Shown>({
    turn: 0,
    levels: Math.min(Math.max(levels, OPEN_LEVELS), MAX_LEVELS),
    opens: true,
  })
  const openable = useMemo(() => levelsWithin(value, LINES, MANY), [value])
  const openAll = () => {
    // As many levels as there is room for, and never fewer than are open.
    setShown({
      turn: shown.turn + 1,
      levels: Math.max(openable, shown.levels, OPEN_LEVELS),
      opens: true,
    })
  }
  const foldAll = () => setShown({ turn: shown.turn + 1, levels: 1, opens: false })
  const nested = isBranch(value) && Object.values(value).some(isBranch)
  return (
    <div className="json">
      {nested && (
        <p className="json-tools">
          <button type="button" className="quiet" onClick={openAll}>
            Open all
          </button>
          <button type="button" className="quiet" onClick={foldAll}>
            Fold all
          </button>
        </p>
      )}
      <Tree value={value} path="" depth={0} shown={shown} />
    </div>
  )
}

interface TreeProps {
  value: unknown
  path: string
  depth: number
  shown: Shown
}

const Tree = memo(function Tree({ value, path, depth, shown }: TreeProps) {
  if (isBranch(value)) return <Branch value={value} path={path} depth={depth} shown={shown} />
  if (typeof value === 'string') return <Quoted text={value} />
  return <span className="literal">{String(value)}</span>
})

function Quoted({ text }: { text: string }) {
  const [whole, setWhole] = useState(false)
  if (text.length <= LONG) return <span className="string">{JSON.stringify(text)}</span>
  return (
    <>
      <span className="string long">
        {whole ? JSON.stringify(text) : `${JSON.stringify(text.slice(0, LONG)).slice(0, -1)}…`}
      </span>{' '}
      <button type="button" className="more" onClick={() => setWhole(!whole)}>
        {whole ? 'Show less' : `Show all ${format.count(text.length)} characters`}
      </button>
    </>
  )
}

function Branch({ value, path, depth, shown }: TreeProps & { value: object }) {
  const { turn, levels, opens } = shown
  // What somebody opened or folded by itself, and since which turn that holds.
  const [own, setOwn] = useState<{ turn: number; open: boolean } | null>(null)
  const open = own?.turn === turn ? own.open : depth < levels || (opens && own !== null && own.open)
  const setOpen = (next: boolean) => setOwn({ turn, open: next })
  const [most, setMost] = useState(MANY)
  const list = Array.isArray(value)
  const names = Object.keys(value)
  const [left, right] = list ? ['[', ']'] : ['{', '}']
  if (names.length === 0) return <span className="faint">{left + right}</span>
  const label = list ? format.plural(names.length, 'item') : format.plural(names.length, 'key')
  return (
    <>
      <button type="button" className="fold" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? '▾' : '▸'}{' '}
        <span className="faint">{open ? left : `${left} ${label} ${right}`}</span>
      </button>
      {open && (
        <>
          <ul>
            {names.slice(0, most).map((name) => {
              const inner = (value as Record<string, unknown>)[name]
              const within = pathTo(path, list ? Number(name) : name)
              return (
                <li key={name}>
                  <Name name={name} path={within} value={inner} />:{' '}
                  <Tree value={inner} path={within} depth={depth + 1} shown={shown} />
                </li>
              )
            })}
          </ul>
          {names.length > most && (
            <button type="button" className="more" onClick={() => setMost(most * 10)}>
              Show more of {label}
            </button>
          )}
          <span className="faint">{right}</span>
        </>
      )}
    </>
  )
}

function Name({ name, path, value }: { name: string; path: string; value: unknown }) {
  const items = [
    { id: 'value', label: 'Copy the value', onSelect: () => void toClipboard(toText(value)) },
    { id: 'path', label: 'Copy the path', onSelect: () => void toClipboard(path) },
  ]
  return <Menu className="key" label={name} title={path} groups={[{ items }]} />
}
