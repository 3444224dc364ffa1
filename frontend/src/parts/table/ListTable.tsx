// A whole list as a table: its first rows, and the others once they are wanted.
import { Shortened } from '../Shortened'
import { type Column, Table } from './Table'

interface ListTableProps<Row> {
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  noun: string
  /** The server lists no more of them than this. */
  end?: number
  /** What the rows answer; left out: they answer another question where others are shown. */
  question?: unknown
}

export function ListTable<Row>({ rows, noun, end, ...table }: ListTableProps<Row>) {
  const { rowKey } = table
  return (
    <Shortened of={rows} noun={noun} end={end}>
      {(shown) => <Table question={shown.map(rowKey).toSorted()} {...table} rows={shown} />}
    </Shortened>
  )
}
