// Who a user is.
import type { UserQuery } from '../../../generated/graphql'
import * as format from '../../../format'
import { Copy } from '../../../parts/controls/Copy'
import { Ago } from '../../../parts/Figures'
import { Fact } from '../../../parts/Fact'
import { LateValue } from '../../../parts/content/LazyValue'
import { Id } from '../../../parts/Id'
import { LIST_END, Shortened } from '../../../parts/Shortened'

/** More than this is not read at a glance. */
const MOST = 6

export function UserFacts({ user }: { user: NonNullable<UserQuery['user']> }) {
  const properties = Object.entries((user.properties ?? {}) as Record<string, unknown>)
  const short = properties.filter(([, value]) => isShort(value)).slice(0, MOST)
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
          <Ago at={user.firstSeenAt} />
        </Fact>
        <Fact name="Last seen">
          <Ago at={user.lastSeenAt} />
        </Fact>
        <Fact name={user.environments.length === 1 ? 'Environment' : 'Environments'}>
          <Shortened of={user.environments} noun="environment" end={LIST_END} inline>
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
          <LateValue name="properties" value={user.properties} />
        </details>
      )}
    </div>
  )
}

function isShort(value: unknown): boolean {
  return typeof value === 'string' ? value.length <= 80 : typeof value !== 'object'
}
