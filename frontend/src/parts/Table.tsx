// Rows under columns that say how to sort them. Sorting and paging are the server's.
import type { MouseEvent, ReactNode } from 'react'
import * as format from '../format'
import { useStill } from '../still'
import type { Sorted } from '../urls'

export interface Column<Row, Sort extends string = string> {
  id: string
  header: string
  cell: (row: Row) => ReactNode
  numeric?: boolean
  /** What the server calls it, if it can sort by it; `-` before it sorts downwards. */
  sort?: Sort
  /** Text sorts upwards first, amounts downwards. */
  upwardsFirst?: boolean
}

interface TableProps<Row, Sort extends string> {
  /** What the table holds, for those who do not see it. */
  caption: string
  columns: readonly Column<Row, Sort>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** What the rows answer: while it is the same, they keep their places under the pointer. */
  question: unknown
  sort?: Sorted<Sort>
  onSort?: (sort: Sorted<Sort>) => void
}

export function Table<Row, Sort extends string>(props: TableProps<Row, Sort>) {
  const { caption, columns, rowKey } = props
  const still = useStill(props.rows, rowKey, JSON.stringify(props.question))
  return (
    <div className="table" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <Header key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
            ))}
          </tr>
        </thead>
        <tbody onPointerMove={still.hold} onPointerLeave={still.release}>
          {still.rows.map((row) => (
            <tr key={rowKey(row)} onClick={follow}>
              {columns.map((column) => (
                <td key={column.id} className={column.numeric ? `number ${column.id}` : column.id}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {still.waiting > 0 && (
        <p className="waiting">
          {format.plural(still.waiting, 'new row')} once the pointer is elsewhere
        </p>
      )}
    </div>
  )
}

interface HeaderProps<Row, Sort extends string> {
  column: Column<Row, Sort>
  sort?: Sorted<Sort>
  onSort?: (sort: Sorted<Sort>) => void
}

function Header<Row, Sort extends string>({ column, sort, onSort }: HeaderProps<Row, Sort>) {
  const className = column.numeric ? `number ${column.id}` : column.id
  const { sort: field } = column
  if (field === undefined || onSort === undefined) {
    return (
      <th scope="col" className={className}>
        {column.header}
      </th>
    )
  }
  const down: Sorted<Sort> = `-${field}`
  const state = sort === field ? 'ascending' : sort === down ? 'descending' : undefined
  const first = column.upwardsFirst ? field : down
  const other = column.upwardsFirst ? down : field
  return (
    <th scope="col" className={className} aria-sort={state}>
      <button type="button" onClick={() => onSort(sort === first ? other : first)}>
        {column.header}
        <span className="direction" aria-hidden="true">
          {state === 'ascending' ? '↑' : '↓'}
        </span>
      </button>
    </th>
  )
}

/** A click anywhere in a row follows its first link, unless it was to mark text or follow another. */
function follow(event: MouseEvent<HTMLTableRowElement>): void {
  const onControl = (event.target as Element).closest('a, button') !== null
  if (onControl || (getSelection()?.toString() ?? '') !== '') return
  const link = event.currentTarget.querySelector('a')
  if (link) link.dispatchEvent(new globalThis.MouseEvent('click', event.nativeEvent))
}
