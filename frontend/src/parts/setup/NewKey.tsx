// Makes a pair of keys, and shows its secret this once.
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useChange } from '../../api/changes'
import { graphql } from '../../generated'
import { here } from '../../urls/here'
import { Code } from '../controls/Code'
import { Dialog } from '../controls/Dialog'
import { Form, textIn } from '../controls/Form'
import { NameField } from '../controls/FormDialog'
import { CopiedId } from '../Id'
import { environment } from './snippets'

const CreateKeyDocument = graphql(`
  mutation CreateKey($input: CreateApiKeyInput!) {
    createApiKey(input: $input) {
      apiKey {
        publicKey
      }
      secretKey
    }
  }
`)

export interface KeyPair {
  publicKey: string
  secretKey: string
}

interface NewKeyProps {
  onClose: () => void
  /** Called with the pair, whose secret nobody else is told. */
  onMade?: (pair: KeyPair) => void
}

export function NewKey({ onClose, onMade }: NewKeyProps) {
  const [made, setMade] = useState<KeyPair | null>(null)
  const queries = useQueryClient()
  const { change, ...state } = useChange(CreateKeyDocument, ({ createApiKey }) => {
    const { apiKey, secretKey } = createApiKey
    const pair = { publicKey: apiKey.publicKey, secretKey }
    setMade(pair)
    onMade?.(pair)
    return queries.invalidateQueries()
  })
  return (
    <Dialog
      onClose={onClose}
      wide={made !== null}
      stays
      title={made ? 'The key is made' : 'Create a key'}
      about={
        made
          ? 'Copy the secret key now: only a hash of it is kept, so it is not shown again.'
          : 'A pair of keys lets an application send to this project and read from it.'
      }
    >
      {made ? (
        <Made pair={made} onClose={onClose} />
      ) : (
        <Form
          submit="Create"
          {...state}
          onSubmit={(form) => change({ input: { name: textIn(form, 'name') } })}
          onCancel={onClose}
        >
          <NameField placeholder="Who or what uses it, such as staging" />
        </Form>
      )}
    </Dialog>
  )
}

function Made({ pair, onClose }: { pair: KeyPair; onClose: () => void }) {
  const lines = environment({ host: location.origin + here.root, ...pair })
  return (
    <>
      <dl className="pair-of-keys">
        <dt>Public key</dt>
        <dd>
          <CopiedId of={pair.publicKey} what="the public key" />
        </dd>
        <dt>Secret key</dt>
        <dd>
          <CopiedId of={pair.secretKey} what="the secret key" />
        </dd>
      </dl>
      <Code
        title={<h3>To paste where your application starts</h3>}
        text={lines}
        what="these lines"
      />
      <div className="actions">
        <button type="button" className="primary" onClick={onClose}>
          Done
        </button>
      </div>
    </>
  )
}
