// Says where users and sessions are, with the names that arrived of late to choose from.
import { fixedQuestion, useAnswer } from '../../../api/answers'
import { useRefreshingChange } from '../../../api/changes'
import * as format from '../../../format'
import { graphql } from '../../../generated'
import type { AttributeNamesQuery } from '../../../generated/graphql'
import { type Rows, useRows } from '../../../hooks/rows'
import { FormDialog } from '../../../parts/controls/FormDialog'
import { IconButton } from '../../../parts/controls/IconButton'

const SetNamesDocument = graphql(`
  mutation SetNames($input: SetNamesInput!) {
    setNames(input: $input) {
      __typename
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
  const userId = useNames(names.userId)
  const sessionId = useNames(names.sessionId)
  const answer = useAnswer(AttributeNamesDocument, fixedQuestion(false))
  const seen = answer.state === 'ready' ? answer.data.project.attributeNames : null
  const { change, ...state } = useRefreshingChange(SetNamesDocument, onClose)
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
      {...state}
      onSubmit={() => change({ input: { userId: namesIn(userId), sessionId: namesIn(sessionId) } })}
      onClose={onClose}
    >
      <Fields what="The user is in" names={userId} seen={seen} />
      <Fields what="The session is in" names={sessionId} seen={seen} />
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
  names: Rows<string>
  /** Null until it is known. */
  seen: Seen | null
}

function Fields({ what, names: { rows, add, set, remove }, seen }: FieldsProps) {
  return (
    <fieldset className="names-form">
      <legend>{what}</legend>
      {rows.map(({ id, value: name }, place) => (
        <div key={id}>
          <input
            aria-label={place === 0 ? what : `${what}, or else`}
            list={SEEN_LIST}
            value={name}
            placeholder="Only the names that are known"
            maxLength={200}
            autoComplete="off"
            onInput={(event) => set(id, event.currentTarget.value)}
          />
          <IconButton
            icon="close"
            label={`Remove ${name || 'the empty field'}`}
            title="Remove"
            // One is always there.
            onClick={() => (rows.length === 1 ? set(id, '') : remove(id))}
          />
          <Holds name={name} seen={seen} />
        </div>
      ))}
      {rows.length < MAX_NAMES && rows.every(({ value }) => isGiven(value)) && (
        <button type="button" className="link" onClick={() => add('')}>
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

/** At least one, to begin with. */
function useNames(names: readonly string[]): Rows<string> {
  return useRows(() => (names.length === 0 ? [''] : names))
}

function namesIn({ rows }: Rows<string>): string[] {
  return rows.map(({ value }) => value.trim()).filter(isGiven)
}

function isGiven(name: string): boolean {
  return name.trim() !== ''
}
