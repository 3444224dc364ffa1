// How many users there are, and what can be done with the list of them.
import * as format from '../../format'
import { Icon } from '../../parts/controls/Icon'
import { saveColumns } from '../../parts/usersList/savedColumns'
import { readColumns, writeColumns } from '../../urls/users'
import { useAddress } from './address'
import { ColumnPicker } from './ColumnPicker'
import { Export } from './Export'
import { RatedDown } from './RatedDown'

/** `total` is null until it is known. */
export function ListBar({ total }: { total: number | null }) {
  const { search, show } = useAddress()
  const isDrawn = search.chart !== 'off'
  return (
    <div className="list-bar">
      <strong role="status">{total === null ? '…' : format.plural(total, 'user')}</strong>
      <RatedDown />
      <button
        type="button"
        className="tool"
        aria-pressed={isDrawn}
        onClick={() => show({ chart: isDrawn ? 'off' : undefined }, true)}
      >
        <Icon name="chart" /> Chart
      </button>
      <ColumnPicker
        columns={readColumns(search.cols)}
        onChange={(columns) => {
          saveColumns(columns)
          show({ cols: writeColumns(columns) }, true)
        }}
      />
      <Export search={search} total={total ?? 0} />
    </div>
  )
}
