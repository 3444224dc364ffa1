import * as format from '../../../format'
// Who a user is.
import type { UserQuery } from '../../../generated/graphql'
import { LazyValue } from '../../../parts/content/LazyValue'
import { Copy } from '../../../parts/controls/Copy'
import { Fact } from '../../../parts/Fact'
import { RelativeTime } from '../../../parts/Figures'
import { Id } from '../../../parts/Id'
import { MAX_LISTED, Shortened } from '../../../parts/Shortened'

/** More than this is not read at a glance. */
const MAX_FACTS = 6

export function UserFacts({ user }: { user: NonNullable<UserQuery['user']> }) {
  const properties = Object.entries((user.properties ?? {}) as Record<string, unknown>)
  const short = properties.filter(([, value]) => isShort(value)).slice(0, MAX_FACTS)
  return (
    <div className="user-facts">
      <dl className="line">
        <Fact name="User id">
          <code>
            <Id of={user.userId} />
          </code>{' '}
          <Copy text={user.userId} what="the user id" />
        </Fact>
        {user.email && <Fact name="E-mail">{user.email}</Fact>}
        <Fact name="First seen">
          <RelativeTime at={user.firstSeenAt} />
        </Fact>
        <Fact name="Last seen">
          <RelativeTime at={user.lastSeenAt} />
        </Fact>
        <Fact name={user.environments.length === 1 ? 'Environment' : 'Environments'}>
          <Shortened of={user.environments} noun="environment" end={MAX_LISTED} inline>
            {(shown) => shown.join(', ')}
          </Shortened>
        </Fact>
        {short.map(([name, value]) => (
          <Fact key={name} name={name}>
            {String(value)}
          </Fact>
        ))}
      </dl>
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
