// Above the tree: what to search for in it, which spans to show, and how far to open it.
import * as format from '../../../format'
import { useKey } from '../../../hooks/shortcuts'
import { IconButton } from '../../../parts/controls/IconButton'
import { SearchBox } from '../../../parts/controls/SearchBox'
import { useGo } from '../view'
import { readFolding, withFolded, writeFolding } from './folding'
import { matchingRows, nextMatch } from './searchSpans'
import type { Spans } from './spans'
import type { TraceTreeProps } from './TraceTree'
import { ancestorIds } from './tree'

interface TreeToolsProps extends TraceTreeProps {
  spans: Spans
  /** The indices of the rows that hold what is searched for. */
  found: ReadonlySet<number>
}

export function TreeTools({ trace, search, chosen, spans: { rows }, found }: TreeToolsProps) {
  const go = useGo()
  const matches = [...found]
  const place = rows.findIndex(({ span }) => span.spanId === chosen)
  const opened = (indices: Iterable<number>) =>
    writeFolding(withFolded(readFolding(search), ancestorIds(rows, indices), false))
  const toNext = (back: boolean) => {
    const at = nextMatch(matches, place, back)
    if (at !== undefined)
      go({ span: rows[at]?.span.spanId, only: undefined, ...opened([at]) }, true)
  }
  const toSearch = (q: string) => go({ q: q || undefined, ...opened(matchingRows(rows, q)) }, true)
  const onlyErrors = search.only === 'errors'
  const toErrors = () => go({ only: onlyErrors ? undefined : 'errors' }, true)
  const foldAll = (all: boolean) => go(writeFolding({ all, but: new Set() }), true)
  useKey('e', 'Show only what failed, or all', toErrors)
  return (
    <div className="tree-tools">
      <SearchBox label="Search spans" value={search.q ?? ''} onChange={toSearch} onEnter={toNext} />
      {search.q !== undefined && (
        <Matches count={matches.length} current={matches.indexOf(place) + 1} onNext={toNext} />
      )}
      <span className="tree-buttons">
        {(trace.errorCount > 0 || onlyErrors) && (
          <button type="button" className="small" aria-pressed={onlyErrors} onClick={toErrors}>
            Only errors
          </button>
        )}
        {rows.some(({ depth }) => depth > 0) && (
          <>
            <button type="button" className="quiet small" onClick={() => foldAll(false)}>
              Open all
            </button>
            <button type="button" className="quiet small" onClick={() => foldAll(true)}>
              Fold all
            </button>
          </>
        )}
      </span>
    </div>
  )
}

const DIRECTIONS = [
  { icon: 'up', label: 'Previous match', key: 'N', back: true },
  { icon: 'down', label: 'Next match', key: 'n', back: false },
] as const

interface MatchesProps {
  /** How many spans hold it, and which of them is chosen, from 1; 0 for none. */
  count: number
  current: number
  onNext: (back: boolean) => void
}

function Matches({ count, current, onNext }: MatchesProps) {
  useKey('n', 'Next span that was found', () => onNext(false))
  useKey('N', 'Previous one that was found', () => onNext(true))
  return (
    <span className="matches">
      <span role="status" className={count === 0 ? 'bad' : 'faint'}>
        {current > 0
          ? `${format.count(current)} of ${format.count(count)}`
          : format.plural(count, 'match', 'matches')}
      </span>
      {DIRECTIONS.map(({ icon, label, key, back }) => (
        <IconButton
          key={key}
          icon={icon}
          disabled={count === 0}
          label={label}
          title={`${label} (${key})`}
          onClick={() => onNext(back)}
        />
      ))}
    </span>
  )
}
