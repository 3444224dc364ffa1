// Says who a user is: name, e-mail address and properties.
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { graphql } from '../../../generated'
import type { UserQuery } from '../../../generated/graphql'
import { useChange } from '../../../api/changes'
import { Dialog } from '../../../parts/controls/Dialog'
import { Icon } from '../../../parts/controls/Icon'
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

export function EditUser({ user }: { user: User }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Edit
      </button>
      <Dialog open={open} onClose={() => setOpen(false)} title="Edit this user">
        <EditForm user={user} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

interface Row {
  id: number
  property: Property
}

function EditForm({ user, onDone }: { user: User; onDone: () => void }) {
  const [rows, setRows] = useState<readonly Row[]>(() => numbered(user.properties))
  const [wrong, setWrong] = useState<{ said: string; id: number | undefined } | null>(null)
  const queries = useQueryClient()
  const { change, busy, reason } = useChange(IdentifyDocument, async () => {
    await queries.invalidateQueries()
    onDone()
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const read = readProperties(rowsIn(form))
    if ('wrong' in read) {
      setWrong({ said: read.wrong, id: rows[read.row]?.id })
      return
    }
    setWrong(null)
    change({
      input: {
        userId: user.userId,
        name: textIn(form, 'name'),
        email: textIn(form, 'email'),
        properties: read.properties,
      },
    })
  }
  const said = wrong?.said ?? reason
  return (
    <form onSubmit={submit} noValidate>
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
      <Properties rows={rows} wrong={wrong?.id} onChange={setRows} />
      {said !== null && (
        <p role="alert" className="refused">
          {said}
        </p>
      )}
      <div className="actions">
        <button type="button" onClick={onDone}>
          Cancel
        </button>
        <button type="submit" className="primary" disabled={busy}>
          Save
        </button>
      </div>
    </form>
  )
}

interface PropertiesProps {
  rows: readonly Row[]
  /** The row that cannot be read. */
  wrong: number | undefined
  onChange: (rows: readonly Row[]) => void
}

function Properties({ rows, wrong, onChange }: PropertiesProps) {
  return (
    <fieldset className="property-rows">
      <legend>Properties</legend>
      {rows.map((row, at) => (
        <PropertyRow
          key={row.id}
          property={row.property}
          number={at + 1}
          wrong={row.id === wrong}
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
  wrong: boolean
  onRemove: () => void
}

function PropertyRow({ property, number, wrong, onRemove }: PropertyRowProps) {
  return (
    <div className="property-row">
      <input
        name="property-name"
        aria-label={`Name of property ${number}`}
        aria-invalid={wrong}
        placeholder="Name"
        defaultValue={property.name}
        autoComplete="off"
      />
      <input
        name="property-text"
        aria-label={`Value of property ${number}`}
        aria-invalid={wrong}
        placeholder="Value"
        defaultValue={property.text}
        autoComplete="off"
      />
      <button
        type="button"
        className="quiet icon"
        aria-label={`Remove property ${number}`}
        onClick={onRemove}
      >
        <Icon name="close" />
      </button>
    </div>
  )
}

function numbered(properties: unknown): Row[] {
  return propertiesAsText(properties).map((property, id) => ({ id, property }))
}

function nextRow(rows: readonly Row[]): Row {
  return { id: Math.max(-1, ...rows.map(({ id }) => id)) + 1, property: { name: '', text: '' } }
}

function textIn(form: FormData, name: string): string {
  return String(form.get(name) ?? '').trim()
}

function rowsIn(form: FormData): Property[] {
  const texts = form.getAll('property-text').map(String)
  const names = form.getAll('property-name').map(String)
  return names.map((name, at) => ({ name, text: texts[at] ?? '' }))
}
