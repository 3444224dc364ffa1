// Makes a pair of keys, and shows its secret this once.
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { graphql } from '../../generated'
import { useChange } from '../../api/changes'
import { environment } from './snippets'
import { here } from '../../urls/here'
import { Copy } from '../controls/Copy'
import { Dialog } from '../controls/Dialog'
import { NameForm } from '../controls/NameForm'

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

export interface Pair {
  publicKey: string
  secretKey: string
}

interface NewKeyProps {
  open: boolean
  onClose: () => void
  /** Called with the pair, whose secret nobody else is told. */
  onMade?: (pair: Pair) => void
}

export function NewKey({ open, onClose, onMade }: NewKeyProps) {
  const [made, setMade] = useState<Pair | null>(null)
  const queries = useQueryClient()
  const { change, busy, reason } = useChange(CreateKeyDocument, ({ createApiKey }) => {
    const { apiKey, secretKey } = createApiKey
    const pair = { publicKey: apiKey.publicKey, secretKey }
    setMade(pair)
    onMade?.(pair)
    return queries.invalidateQueries()
  })
  const close = () => {
    setMade(null)
    onClose()
  }
  return (
    <Dialog
      open={open}
      onClose={close}
      wide={made !== null}
      title={made ? 'The key is made' : 'Create a key'}
      about={
        made
          ? 'Copy the secret key now: only a hash of it is kept, so it is not shown again.'
          : 'A pair of keys lets an application send to this project and read from it.'
      }
    >
      {made ? (
        <Made pair={made} onClose={close} />
      ) : (
        <NameForm
          label="Name"
          placeholder="Who or what uses it, such as staging"
          submit="Create"
          busy={busy}
          reason={reason}
          onSubmit={(name) => change({ input: { name } })}
        >
          <button type="button" onClick={close}>
            Cancel
          </button>
        </NameForm>
      )}
    </Dialog>
  )
}

function Made({ pair, onClose }: { pair: Pair; onClose: () => void }) {
  const lines = environment({ host: location.origin + here.root, ...pair })
  return (
    <>
      <dl className="pair-of-keys">
        <dt>Public key</dt>
        <dd>
          <code>{pair.publicKey}</code> <Copy text={pair.publicKey} what="the public key" />
        </dd>
        <dt>Secret key</dt>
        <dd>
          <code>{pair.secretKey}</code> <Copy text={pair.secretKey} what="the secret key" />
        </dd>
      </dl>
      <section className="code">
        <h3>To paste where your application starts</h3>
        <div className="code-text">
          <pre tabIndex={0}>
            <code>{lines}</code>
          </pre>
          <Copy text={lines} what="these lines" />
        </div>
      </section>
      <div className="actions">
        <button type="button" className="primary" onClick={onClose}>
          Done
        </button>
      </div>
    </>
  )
}
