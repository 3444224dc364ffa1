// Who a user is.
import type { UserQuery } from '../../generated/graphql'
import { Copy } from '../controls/Copy'
import { When } from '../Figures'
import { Value } from '../content/Value'

export function UserFacts({ user }: { user: NonNullable<UserQuery['user']> }) {
  return (
    <>
      <dl className="line">
        <div>
          <dt>User id</dt>
          <dd>
            <code>{user.userId}</code> <Copy text={user.userId} what="the user id" />
          </dd>
        </div>
        {user.email && (
          <div>
            <dt>E-mail</dt>
            <dd>{user.email}</dd>
          </div>
        )}
        <div>
          <dt>First seen</dt>
          <dd>
            <When at={user.firstSeenAt} />
          </dd>
        </div>
        <div>
          <dt>Last seen</dt>
          <dd>
            <When at={user.lastSeenAt} />
          </dd>
        </div>
        <div>
          <dt>Environments</dt>
          <dd>{user.environments.join(', ')}</dd>
        </div>
      </dl>
      {user.properties !== null && user.properties !== undefined && (
        <details className="properties">
          <summary>Properties</summary>
          <Value name="properties" value={user.properties} />
        </details>
      )}
    </>
  )
}
