// Says who a user is: name, e-mail address and properties.
import { useState } from 'react'
import { useRefreshingChange } from '../../../api/changes'
import { graphql } from '../../../generated'
import type { UserQuery } from '../../../generated/graphql'
import { type Rows, useRows } from '../../../hooks/rows'
import { Field } from '../../../parts/controls/Field'
import { textIn } from '../../../parts/controls/Form'
import { FormDialog } from '../../../parts/controls/FormDialog'
import { IconButton } from '../../../parts/controls/IconButton'
import { propertiesAsText, type Property, readProperties } from './properties'

const IdentifyDocument = graphql(`
  mutation IdentifyUser($input: IdentifyUserInput!) {
    identifyUser(input: $input) {
      __typename
    }
  }
`)

type User = NonNullable<UserQuery['user']>

export function EditUser({ user, onClose }: { user: User; onClose: () => void }) {
  const properties = useRows(() => propertiesAsText(user.properties))
  const [invalid, setInvalid] = useState<{ reason: string; id: number | undefined } | null>(null)
  const { change, busy, reason } = useRefreshingChange(IdentifyDocument, onClose)
  const submit = (form: FormData) => {
    const read = readProperties(propertiesIn(form))
    if ('wrong' in read) {
      setInvalid({ reason: read.wrong, id: properties.rows[read.row]?.id })
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
      <Field label="Name" name="name" defaultValue={user.name ?? ''} />
      <Field
        label="E-mail"
        name="email"
        inputMode="email"
        defaultValue={user.email ?? ''}
        spellCheck={false}
      />
      <Properties {...properties} invalid={invalid?.id} />
    </FormDialog>
  )
}

interface PropertiesProps extends Rows<Property> {
  /** The row that cannot be read. */
  invalid: number | undefined
}

function Properties({ rows, invalid, add, remove }: PropertiesProps) {
  return (
    <fieldset className="property-rows">
      <legend>Properties</legend>
      {rows.map(({ id, value }, at) => (
        <PropertyRow
          key={id}
          property={value}
          number={at + 1}
          isInvalid={id === invalid}
          onRemove={() => remove(id)}
        />
      ))}
      <p className="faint">
        A value is text, or JSON such as 3, true, {'["a", "b"]'} or {'{"seats": 3}'}.
      </p>
      <button type="button" onClick={() => add({ name: '', text: '' })}>
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

function propertiesIn(form: FormData): Property[] {
  const texts = form.getAll('property-text').map(String)
  const names = form.getAll('property-name').map(String)
  return names.map((name, at) => ({ name, text: texts[at] ?? '' }))
}
