// Above the tree: what to search for in it, which spans to show, and how far to open it.
import * as format from '../../../format'
import { useKey } from '../../../hooks/shortcuts'
import { IconButton } from '../../../parts/controls/IconButton'
import { SearchBox } from '../../../parts/controls/SearchBox'

interface TreeToolsProps {
  wanted: string | undefined
  onSearch: (text: string) => void
  /** How many spans hold it, and which of them is chosen, from 1; 0 for none. */
  count: number
  current: number
  onNext: (back: boolean) => void
  errorCount: number
  onlyErrors: boolean
  onOnlyErrors: () => void
  nested: boolean
  onFoldAll: (shut: boolean) => void
}

export function TreeTools(props: TreeToolsProps) {
  const { wanted, onSearch, errorCount, onlyErrors, onOnlyErrors, nested, onFoldAll } = props
  useKey('e', 'Show only what failed, or all', onOnlyErrors)
  return (
    <div className="tree-tools">
      <SearchBox
        label="Search spans"
        value={wanted ?? ''}
        onChange={onSearch}
        onEnter={props.onNext}
      />
      {wanted !== undefined && <Matches {...props} />}
      <span className="tree-buttons">
        {(errorCount > 0 || onlyErrors) && (
          <button type="button" className="small" aria-pressed={onlyErrors} onClick={onOnlyErrors}>
            Only errors
          </button>
        )}
        {nested && (
          <>
            <button type="button" className="quiet small" onClick={() => onFoldAll(false)}>
              Open all
            </button>
            <button type="button" className="quiet small" onClick={() => onFoldAll(true)}>
              Fold all
            </button>
          </>
        )}
      </span>
    </div>
  )
}

function Matches({ count, current, onNext }: TreeToolsProps) {
  useKey('n', 'Next span that was found', () => onNext(false))
  useKey('N', 'Previous one that was found', () => onNext(true))
  return (
    <span className="matches">
      <span role="status" className={count === 0 ? 'bad' : 'faint'}>
        {current > 0
          ? `${format.count(current)} of ${format.count(count)}`
          : format.plural(count, 'match', 'matches')}
      </span>
      <IconButton
        icon="up"
        disabled={count === 0}
        label="Previous match"
        title="Previous match (N)"
        onClick={() => onNext(true)}
      />
      <IconButton
        icon="down"
        disabled={count === 0}
        label="Next match"
        title="Next match (n)"
        onClick={() => onNext(false)}
      />
    </span>
  )
}
