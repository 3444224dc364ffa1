// The head of a user's page: who it is, when they were active, and what can be done about them.
import { lazy, Suspense, useState } from 'react'
import type { UserQuery } from '../../../generated/graphql'
import { MoreMenu } from '../../../parts/controls/Menu'
import { Id } from '../../../parts/Id'
import { PeriodPicker } from '../../../parts/period/PeriodPicker'
import { FIRST_PAGE } from '../../../urls'
import { serverUrl } from '../../../urls/here'
import { exportUrl } from '../../../urls/user'
import { useAddress } from '../address'
import { UserCalendar } from '../calendar/UserCalendar'
import { UserFacts } from './UserFacts'

// Most look and change nothing: they do not load these.
const EditUser = lazy(async () => ({ default: (await import('./EditUser')).EditUser }))
const EraseUser = lazy(async () => ({ default: (await import('./EraseUser')).EraseUser }))

export function UserHead({ user }: { user: NonNullable<UserQuery['user']> }) {
  const { userId, search, change } = useAddress()
  const [dialog, setDialog] = useState<'edit' | 'erase' | null>(null)
  const close = () => setDialog(null)
  return (
    <>
      <div className="heading">
        <h1>{user.name ?? <Id of={userId} />}</h1>
        <button type="button" onClick={() => setDialog('edit')}>
          Edit
        </button>
        <MoreMenu
          className="icon"
          title="What else can be done"
          name="More"
          items={[
            {
              id: 'download',
              label: 'Download everything',
              file: serverUrl(exportUrl(userId)),
            },
            { id: 'erase', label: 'Erase user…', onSelect: () => setDialog('erase') },
          ]}
        />
        <Suspense fallback={null}>
          {dialog === 'edit' && <EditUser user={user} onClose={close} />}
          {dialog === 'erase' && <EraseUser onClose={close} />}
        </Suspense>
        <PeriodPicker value={search} onChange={(period) => change({ ...period, ...FIRST_PAGE })} />
      </div>
      <section className="card who-card" aria-label="Who this is">
        <UserFacts user={user} />
        <UserCalendar firstSeenAt={user.firstSeenAt} />
      </section>
    </>
  )
}
