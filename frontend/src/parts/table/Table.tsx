// Rows under columns that say how to sort them. Sorting and paging are the server's.
import { memo, type MouseEvent, type ReactNode, useRef } from 'react'
import * as format from '../../format'
import type { Sorted } from '../../urls'
import { useFrozenRows } from './frozenRows'
import { useFitting, useGrowing, useRowKeys } from './rows'

export interface Column<Row, Sort extends string = string> {
  id: string
  header: string
  /** What style sheets call it; left out: its id. */
  className?: string
  /** What it is, where its header has no room to say so. */
  about?: string
  cell: (row: Row) => ReactNode
  numeric?: boolean
  /** What the server calls it, if it can sort by it; `-` before it sorts downwards. */
  sort?: Sort
  /** Text sorts upwards first, amounts downwards. */
  upwardsFirst?: boolean
}

/** A column of figures, which stand below each other. */
export function numberColumn<Row, Sort extends string = string>(
  id: string,
  header: string,
  cell: (row: Row) => ReactNode,
  sort?: Sort,
): Column<Row, Sort> {
  return { id, header, cell, numeric: true, sort }
}

export interface TableProps<Row, Sort extends string> {
  /** What the table holds, for those who do not see it. */
  caption: string
  /** The same ones as long as they show the same, else every row is drawn anew. */
  columns: readonly Column<Row, Sort>[]
  /** Null until the first are there; blank ones stand in their place. */
  rows: readonly Row[] | null
  rowKey: (row: Row) => string
  /** What the rows answer: while it is the same, they keep their places under the pointer. */
  question: unknown
  sort?: Sorted<Sort>
  onSort?: (sort: Sorted<Sort>) => void
  /** What a row is, where keys walk over them. */
  walked?: string
  /** Columns are as wide as the style sheet says, whatever is in them. */
  fixed?: boolean
}

const NO_ROWS: readonly never[] = []

export function Table<Row, Sort extends string>(props: TableProps<Row, Sort>) {
  const { caption, columns, rowKey, rows, walked, fixed } = props
  const frozen = useFrozenRows(rows ?? NO_ROWS, rowKey, JSON.stringify(props.question))
  const { drawn, blank, isWhole } = useGrowing(rows && frozen.rows)
  const { box, fits } = useFitting<HTMLDivElement>()
  const body = useRef<HTMLTableSectionElement>(null)
  return (
    <div
      ref={box}
      className={fits ? 'table fits' : 'table'}
      role="region"
      aria-label={caption}
      aria-busy={!isWhole}
      tabIndex={fits ? undefined : 0}
    >
      <table className={fixed ? 'fixed' : undefined}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Header key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
            ))}
          </tr>
        </thead>
        <tbody ref={body} {...(rows && frozen.handlers)}>
          {drawn.map((row) => (
            <Line key={rowKey(row)} row={row} columns={columns} />
          ))}
          {blank.map((place) => (
            <Blank key={place} columns={columns.length} />
          ))}
        </tbody>
      </table>
      {walked !== undefined && <RowKeys body={body} noun={walked} />}
      {frozen.waiting > 0 && (
        <p className="waiting">
          {format.plural(frozen.waiting, 'new row')} once the {frozen.by} is elsewhere
        </p>
      )}
    </div>
  )
}

interface LineProps<Row> {
  row: Row
  columns: readonly Column<Row>[]
}

/** Drawn again only if the row is another one: most news are of one row among many. */
const Line = memo(function Line<Row>({ row, columns }: LineProps<Row>) {
  return (
    <tr onClick={follow}>
      {columns.map((column) => (
        <td key={column.id} className={classOf(column)}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  )
}) as <Row>(props: LineProps<Row>) => ReactNode

function RowKeys({ body, noun }: { body: Parameters<typeof useRowKeys>[0]; noun: string }) {
  useRowKeys(body, noun)
  return null
}

function classOf<Row>({ id, className = id, numeric }: Column<Row>): string {
  return numeric ? `number ${className}` : className
}

/** Of the height of a row, so that nothing moves when they come. */
function Blank({ columns }: { columns: number }) {
  return (
    <tr className="blank" aria-hidden="true">
      {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- hidden from who listens */}
      <td colSpan={columns} />
    </tr>
  )
}

interface HeaderProps<Row, Sort extends string> {
  column: Column<Row, Sort>
  sort?: Sorted<Sort>
  onSort?: (sort: Sorted<Sort>) => void
}

function Header<Row, Sort extends string>({ column, sort, onSort }: HeaderProps<Row, Sort>) {
  const className = classOf(column)
  const { sort: field, about } = column
  if (field === undefined || onSort === undefined) {
    return (
      <th scope="col" className={className} title={about}>
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
      <button type="button" title={about} onClick={() => onSort(sort === first ? other : first)}>
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
