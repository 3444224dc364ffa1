// A whole list as a table: its first rows, and the others once they are wanted.
import type { ReactNode } from 'react'
import { Shortened } from '../Shortened'
import { Table, type TableProps } from './Table'

interface ListTableProps<Row> extends Omit<TableProps<Row, string>, 'rows' | 'question'> {
  rows: readonly Row[]
  noun: string
  /** What stands in its place where there is nothing in it. */
  empty?: ReactNode
  /** The server lists no more of them than this. */
  end?: number
  /** What the rows answer; left out: they answer another question where others are shown. */
  question?: unknown
}

export function ListTable<Row>({ rows, noun, empty, end, ...table }: ListTableProps<Row>) {
  const { rowKey } = table
  if (rows.length === 0 && empty) return <p className="faint">{empty}</p>
  return (
    <Shortened of={rows} noun={noun} end={end}>
      {(shown) => <Table question={shown.map(rowKey).toSorted()} {...table} rows={shown} />}
    </Shortened>
  )
}
