// What a user did, in tabs: traces, sessions and feedback.
import * as format from '../../../format'
import type { SumsFragment } from '../../../generated/graphql'
import { Tabs } from '../../../parts/controls/Tabs'
import { Figure } from '../../../parts/Figures'
import { FIRST_PAGE } from '../../../urls'
import type { UserTab } from '../../../urls/user'
import { useAddress } from '../address'
import { UserFeedback } from './UserFeedback'
import { UserSessions } from './UserSessions'
import { UserTraces } from './UserTraces'

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
        {tab === 'sessions' && <UserSessions />}
        {tab === 'feedback' && <UserFeedback />}
      </Tabs>
    </section>
  )
}
