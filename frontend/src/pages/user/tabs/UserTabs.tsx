// What a user did, in tabs: traces, sessions and feedback.
import { lazy, Suspense } from 'react'
import * as format from '../../../format'
import type { SumsFragment } from '../../../generated/graphql'
import { Skeleton } from '../../../parts/Answer'
import { Tabs } from '../../../parts/controls/Tabs'
import { Figure } from '../../../parts/Figures'
import { FIRST_PAGE } from '../../../urls'
import type { UserTab } from '../../../urls/user'
import { useAddress } from '../address'
import { UserTraces } from './UserTraces'

// The tab that is open at first comes with the page.
const UserSessions = lazy(async () => ({
  default: (await import('./UserSessions')).UserSessions,
}))
const UserFeedback = lazy(async () => ({
  default: (await import('./UserFeedback')).UserFeedback,
}))

const TABS: readonly { id: UserTab; name: string; of: (sums: SumsFragment) => format.Amount }[] = [
  { id: 'traces', name: 'Traces', of: (sums) => sums.traceCount },
  { id: 'sessions', name: 'Sessions', of: (sums) => sums.sessionCount },
  { id: 'feedback', name: 'Feedback', of: (sums) => sums.feedbackCount },
]

export function UserTabs({ sums }: { sums: SumsFragment }) {
  const { search, change } = useAddress()
  const tab = search.tab ?? 'traces'
  return (
    <section aria-label="What they did">
      <Tabs
        label="What they did"
        tabs={TABS.map(({ id, name, of }) => ({
          id,
          name: (
            <>
              {name}{' '}
              <small className="faint">
                <Figure text={format.compact(of(sums))} exact={format.count(of(sums))} />
              </small>
            </>
          ),
        }))}
        chosen={tab}
        // The place in one list means nothing in another.
        onChoose={(chosen) => change({ tab: chosen, ...FIRST_PAGE })}
      >
        {tab === 'traces' && <UserTraces />}
        <Suspense fallback={<Skeleton rows={4} />}>
          {tab === 'sessions' && <UserSessions />}
          {tab === 'feedback' && <UserFeedback />}
        </Suspense>
      </Tabs>
    </section>
  )
}
