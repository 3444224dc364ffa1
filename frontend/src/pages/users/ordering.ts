// Columns that are added to others, or change their place among them.
import { feedbackNameIn, USER_COLUMNS, type UserColumn } from '../../urls/users'

/** After the last of those that usually come before it. */
export function withColumn(
  columns: readonly UserColumn[],
  column: UserColumn,
): readonly UserColumn[] {
  // Of a name, it comes after those of all feedback.
  const usual = USER_COLUMNS.findIndex((one) => one === column)
  const before = new Set<UserColumn>(USER_COLUMNS.slice(0, usual))
  const isBefore = (shown: UserColumn) =>
    before.has(shown) || (usual === -1 && feedbackNameIn(shown) !== undefined)
  const at = columns.findLastIndex(isBefore) + 1
  return columns.toSpliced(at, 0, column)
}

export function moved(
  columns: readonly UserColumn[],
  from: number,
  to: number,
): readonly UserColumn[] {
  const column = columns[from]
  // Who the user is stays first.
  if (column === undefined || from < 1 || to < 1 || to >= columns.length) return columns
  return columns.toSpliced(from, 1).toSpliced(to, 0, column)
}
