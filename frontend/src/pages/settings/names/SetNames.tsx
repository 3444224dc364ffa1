// Says where users and sessions are, with the names that arrived of late to choose from.
import { useState } from 'react'
import { fixedQuestion, useAnswer } from '../../../api/answers'
import { useRefreshingChange } from '../../../api/changes'
import * as format from '../../../format'
import { graphql } from '../../../generated'
import type { AttributeNamesQuery } from '../../../generated/graphql'
import { FormDialog } from '../../../parts/controls/FormDialog'
import { IconButton } from '../../../parts/controls/IconButton'

const SetNamesDocument = graphql(`
  mutation SetNames($input: SetNamesInput!) {
    setNames(input: $input) {
      ownNames {
        userId
        sessionId
      }
    }
  }
`)

const AttributeNamesDocument = graphql(`
  query AttributeNames {
    project {
      attributeNames {
        name
        seenCount
        example
      }
    }
  }
`)

type Seen = AttributeNamesQuery['project']['attributeNames']

const MAX_NAMES = 5
const SEEN_LIST = 'names-that-arrived'

interface SetNamesProps {
  names: { userId: readonly string[]; sessionId: readonly string[] }
  onClose: () => void
}

export function SetNames({ names, onClose }: SetNamesProps) {
  const [userId, setUserId] = useState(() => fieldsOf(names.userId))
  const [sessionId, setSessionId] = useState(() => fieldsOf(names.sessionId))
  const answer = useAnswer(AttributeNamesDocument, fixedQuestion(false))
  const seen = answer.state === 'ready' ? answer.data.project.attributeNames : null
  const { change, busy, reason } = useRefreshingChange(SetNamesDocument, onClose)
  return (
    <FormDialog
      wide
      title="Where users and sessions are"
      about={
        <>
          The name of an attribute, such as <code>acme.account.login</code>, or of a key of
          metadata, such as <code>metadata.tenant_user</code>. Of several, the first that says
          something counts.
        </>
      }
      submit="Save"
      busy={busy}
      reason={reason}
      onSubmit={() => change({ input: { userId: namesIn(userId), sessionId: namesIn(sessionId) } })}
      onClose={onClose}
    >
      <Fields what="The user is in" names={userId} seen={seen} onChange={setUserId} />
      <Fields what="The session is in" names={sessionId} seen={seen} onChange={setSessionId} />
      <datalist id={SEEN_LIST}>
        {(seen ?? []).map(({ name, example }) => (
          <option key={name} value={name}>{`${name}: ${example}`}</option>
        ))}
      </datalist>
    </FormDialog>
  )
}

interface FieldsProps {
  what: string
  names: readonly Field[]
  /** Null until it is known. */
  seen: Seen | null
  onChange: (names: Field[]) => void
}

function Fields({ what, names, seen, onChange }: FieldsProps) {
  const write = (id: number, name: string) =>
    onChange(names.map((field) => (field.id === id ? { id, name } : field)))
  const remove = (id: number) => {
    const others = names.filter((field) => field.id !== id)
    onChange(others.length === 0 ? [fieldOf('')] : others)
  }
  return (
    <fieldset className="names-form">
      <legend>{what}</legend>
      {names.map(({ id, name }, place) => (
        <div key={id}>
          <input
            aria-label={place === 0 ? what : `${what}, or else`}
            list={SEEN_LIST}
            value={name}
            placeholder="Only the names that are known"
            maxLength={200}
            autoComplete="off"
            onInput={(event) => write(id, event.currentTarget.value)}
          />
          <IconButton
            icon="close"
            label={`Remove ${name || 'the empty field'}`}
            title="Remove"
            onClick={() => remove(id)}
          />
          <Holds name={name} seen={seen} />
        </div>
      ))}
      {names.length < MAX_NAMES && names.every(({ name }) => isGiven(name)) && (
        <button type="button" className="link" onClick={() => onChange([...names, fieldOf('')])}>
          Or else in…
        </button>
      )}
    </fieldset>
  )
}

/** What the name held of late, for who is not sure that it is the right one. */
function Holds({ name, seen }: { name: string; seen: Seen | null }) {
  if (!isGiven(name) || seen === null) return null
  const found = seen.find((one) => one.name === name.trim())
  if (!found)
    return <small className="faint">It is not among the names that arrived of late.</small>
  return (
    <small className="faint">
      In {format.plural(found.seenCount, 'span')} of late, such as <q>{found.example}</q>
    </small>
  )
}

interface Field {
  id: number
  name: string
}

let lastId = 0

function fieldOf(name: string): Field {
  lastId += 1
  return { id: lastId, name }
}

/** At least one, to begin with. */
function fieldsOf(names: readonly string[]): Field[] {
  return names.length === 0 ? [fieldOf('')] : names.map(fieldOf)
}

function namesIn(fields: readonly Field[]): string[] {
  return fields.map(({ name }) => name.trim()).filter(isGiven)
}

function isGiven(name: string): boolean {
  return name.trim() !== ''
}
