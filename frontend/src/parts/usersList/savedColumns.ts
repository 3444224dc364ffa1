// The columns that were chosen last in this browser. Only ways to the list take them along: an
// address that is there already says itself which it has.
import { readColumns, type UserColumn, type UsersSearch, writeColumns } from '../../urls/users'

const KEY = 'usertrail.columns'

export function saveColumns(columns: readonly UserColumn[]): void {
  const text = writeColumns(columns)
  if (text === undefined) localStorage.removeItem(KEY)
  else localStorage.setItem(KEY, text)
}

/** What the address of a list that one goes to anew holds. */
export function savedColumns(): Pick<UsersSearch, 'cols'> {
  const text = localStorage.getItem(KEY)
  return { cols: text === null ? undefined : writeColumns(readColumns(text)) }
}
