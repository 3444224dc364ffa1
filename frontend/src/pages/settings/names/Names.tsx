// Under which names of its own the project gives users and sessions.
import { useState } from 'react'
import type { SettingsQuery } from '../../../generated/graphql'
import { ApplyNames } from './ApplyNames'
import { SetNames } from './SetNames'

export type OwnNames = SettingsQuery['project']['ownNames']

interface NamesProps {
  names: OwnNames
  application: SettingsQuery['project']['namesApplication']
}

export function Names({ names, application }: NamesProps) {
  const [setting, setSetting] = useState(false)
  return (
    <section className="card">
      <div className="card-head">
        <h2>Users and sessions</h2>
        <button type="button" onClick={() => setSetting(true)}>
          Change where they are
        </button>
      </div>
      <p className="faint about">
        SDKs and instrumentations name both in ways that are known. Where your application names
        them otherwise, say how: those names then count before all others.
      </p>
      <dl className="own-names">
        <dt>The user is in</dt>
        <dd>
          <List names={names.userId} />
        </dd>
        <dt>The session is in</dt>
        <dd>
          <List names={names.sessionId} />
        </dd>
      </dl>
      <ApplyNames of={application} names={names} />
      {setting && <SetNames names={names} onClose={() => setSetting(false)} />}
    </section>
  )
}

function List({ names }: { names: readonly string[] }) {
  if (names.length === 0) return <span className="faint">the names that are known</span>
  return (
    <ol>
      {names.map((name, place) => (
        <li key={name}>
          {place > 0 && <span className="faint">or else </span>}
          <code>{name}</code>
        </li>
      ))}
    </ol>
  )
}
