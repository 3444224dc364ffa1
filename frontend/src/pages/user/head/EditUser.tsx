// Says who a user is: name, e-mail address and properties.
import { useState } from 'react'
import { useRefreshingChange } from '../../../api/changes'
import { graphql } from '../../../generated'
import type { UserQuery } from '../../../generated/graphql'
import { textIn } from '../../../parts/controls/Form'
import { FormDialog } from '../../../parts/controls/FormDialog'
import { IconButton } from '../../../parts/controls/IconButton'
import { propertiesAsText, type Property, readProperties } from './properties'

const IdentifyDocument = graphql(`
  mutation IdentifyUser($input: IdentifyUserInput!) {
    identifyUser(input: $input) {
      user {
        id
      }
    }
  }
`)

type User = NonNullable<UserQuery['user']>

interface Row {
  id: number
  property: Property
}

export function EditUser({ user, onClose }: { user: User; onClose: () => void }) {
  const [rows, setRows] = useState<readonly Row[]>(() => rowsOf(user.properties))
  const [invalid, setInvalid] = useState<{ reason: string; id: number | undefined } | null>(null)
  const { change, busy, reason } = useRefreshingChange(IdentifyDocument, onClose)
  const submit = (form: FormData) => {
    const read = readProperties(propertiesIn(form))
    if ('wrong' in read) {
      setInvalid({ reason: read.wrong, id: rows[read.row]?.id })
      return
    }
    setInvalid(null)
    const [name, email] = [textIn(form, 'name'), textIn(form, 'email')]
    change({ input: { userId: user.userId, name, email, properties: read.properties } })
  }
  return (
    <FormDialog
      title="Edit this user"
      submit="Save"
      busy={busy}
      reason={invalid?.reason ?? reason}
      noValidate
      onSubmit={submit}
      onClose={onClose}
    >
      <label>
        Name
        <input name="name" defaultValue={user.name ?? ''} autoComplete="off" />
      </label>
      <label>
        E-mail
        <input
          name="email"
          inputMode="email"
          defaultValue={user.email ?? ''}
          autoComplete="off"
          spellCheck={false}
        />
      </label>
      <Properties rows={rows} invalid={invalid?.id} onChange={setRows} />
    </FormDialog>
  )
}

interface PropertiesProps {
  rows: readonly Row[]
  /** The row that cannot be read. */
  invalid: number | undefined
  onChange: (rows: readonly Row[]) => void
}

function Properties({ rows, invalid, onChange }: PropertiesProps) {
  return (
    <fieldset className="property-rows">
      <legend>Properties</legend>
      {rows.map((row, at) => (
        <PropertyRow
          key={row.id}
          property={row.property}
          number={at + 1}
          isInvalid={row.id === invalid}
          onRemove={() => onChange(rows.filter((one) => one !== row))}
        />
      ))}
      <p className="faint">
        A value is text, or JSON such as 3, true, {'["a", "b"]'} or {'{"seats": 3}'}.
      </p>
      <button type="button" onClick={() => onChange([...rows, nextRow(rows)])}>
        Add a property
      </button>
    </fieldset>
  )
}

interface PropertyRowProps {
  property: Property
  number: number
  isInvalid: boolean
  onRemove: () => void
}

function PropertyRow({ property, number, isInvalid, onRemove }: PropertyRowProps) {
  return (
    <div className="property-row">
      <input
        name="property-name"
        aria-label={`Name of property ${number}`}
        aria-invalid={isInvalid}
        placeholder="Name"
        defaultValue={property.name}
        autoComplete="off"
      />
      <input
        name="property-text"
        aria-label={`Value of property ${number}`}
        aria-invalid={isInvalid}
        placeholder="Value"
        defaultValue={property.text}
        autoComplete="off"
      />
      <IconButton icon="close" label={`Remove property ${number}`} onClick={onRemove} />
    </div>
  )
}

function rowsOf(properties: unknown): Row[] {
  return propertiesAsText(properties).map((property, id) => ({ id, property }))
}

function nextRow(rows: readonly Row[]): Row {
  return { id: Math.max(-1, ...rows.map(({ id }) => id)) + 1, property: { name: '', text: '' } }
}

function propertiesIn(form: FormData): Property[] {
  const texts = form.getAll('property-text').map(String)
  const names = form.getAll('property-name').map(String)
  return names.map((name, at) => ({ name, text: texts[at] ?? '' }))
}
