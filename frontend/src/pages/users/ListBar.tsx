// How many users there are, and what can be done with the list of them.
import * as format from '../../format'
import { Icon } from '../../parts/controls/Icon'
import { saveColumns } from '../../parts/usersList/savedColumns'
import { readColumns, type UsersSearch, writeColumns } from '../../urls/users'
import { ColumnPicker } from './ColumnPicker'
import { Export } from './Export'

interface ListBarProps {
  search: UsersSearch
  /** Null until it is known. */
  total: number | null
  onShow: (patch: UsersSearch) => void
}

export function ListBar({ search, total, onShow }: ListBarProps) {
  const isDrawn = search.chart !== 'off'
  return (
    <div className="list-bar">
      <strong role="status">{total === null ? '…' : format.plural(total, 'user')}</strong>
      <button
        type="button"
        className="tool"
        aria-pressed={isDrawn}
        onClick={() => onShow({ chart: isDrawn ? 'off' : undefined })}
      >
        <Icon name="chart" /> Chart
      </button>
      <ColumnPicker
        columns={readColumns(search.cols)}
        onChange={(columns) => {
          saveColumns(columns)
          onShow({ cols: writeColumns(columns) })
        }}
      />
      <Export search={search} total={total ?? 0} />
    </div>
  )
}
