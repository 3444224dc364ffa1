// Who a user is.
import * as format from '../../../format'
import type { UserQuery } from '../../../generated/graphql'
import { LazyValue } from '../../../parts/content/LazyValue'
import { Facts } from '../../../parts/Facts'
import { RelativeTime } from '../../../parts/Figures'
import { CopiedId } from '../../../parts/Id'
import { MAX_LISTED, Shortened } from '../../../parts/Shortened'

/** More than this is not read at a glance. */
const MAX_FACTS = 6

export function UserFacts({ user }: { user: NonNullable<UserQuery['user']> }) {
  const properties = Object.entries((user.properties ?? {}) as Record<string, unknown>)
  const short = properties.filter(([, value]) => isShort(value)).slice(0, MAX_FACTS)
  return (
    <div className="user-facts">
      <Facts
        of={[
          { name: 'User id', fact: <CopiedId of={user.userId} what="the user id" /> },
          { name: 'E-mail', fact: user.email },
          { name: 'First seen', fact: <RelativeTime at={user.firstSeenAt} /> },
          { name: 'Last seen', fact: <RelativeTime at={user.lastSeenAt} /> },
          {
            name: user.environments.length === 1 ? 'Environment' : 'Environments',
            fact: (
              <Shortened of={user.environments} noun="environment" end={MAX_LISTED} inline>
                {(shown) => shown.join(', ')}
              </Shortened>
            ),
          },
          ...short.map(([name, value]) => ({ name, fact: String(value) })),
        ]}
      />
      {short.length < properties.length && (
        <details className="properties">
          <summary>All {format.plural(properties.length, 'property', 'properties')}</summary>
          <LazyValue name="properties" value={user.properties} />
        </details>
      )}
    </div>
  )
}

function isShort(value: unknown): boolean {
  return typeof value === 'string' ? value.length <= 80 : typeof value !== 'object'
}
