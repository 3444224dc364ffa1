// Exactly the users of the list, in its order, as a file.
import * as format from '../../format'
import { useNow } from '../../hooks/clock'
import { Popover } from '../../parts/controls/Popover'
import { periodWords } from '../../parts/period/words'
import { exportUrl } from '../../parts/usersList/usersList'
import { serverUrl } from '../../urls/here'
import type { UsersSearch } from '../../urls/users'

export function Export({ search, total }: { search: UsersSearch; total: number }) {
  const now = useNow()
  return (
    <Popover title="Export" className="tool" icon="download" label="Export">
      {(close) => (
        <div className="fields">
          <p>
            {format.plural(total, 'user')}, filtered and sorted as here, with every measure over{' '}
            {periodWords(search).toLowerCase()}.
          </p>
          <div className="actions">
            <a
              className="button"
              download
              href={serverUrl(exportUrl(search, now, 'jsonl'))}
              onClick={close}
            >
              JSON Lines
            </a>
            <a
              className="button primary"
              download
              href={serverUrl(exportUrl(search, now, 'csv'))}
              onClick={close}
            >
              CSV
            </a>
          </div>
        </div>
      )}
    </Popover>
  )
}
