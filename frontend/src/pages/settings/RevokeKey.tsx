// Lets a pair of keys work no more, once somebody said so twice.
import { useQueryClient } from '@tanstack/react-query'
import { graphql } from '../../generated'
import type { KeyFragment } from '../../generated/graphql'
import { useChange } from '../../api/changes'
import { Dialog } from '../../parts/controls/Dialog'
import { Ago } from '../../parts/Figures'

const RevokeKeyDocument = graphql(`
  mutation RevokeKey($input: RevokeApiKeyInput!) {
    revokeApiKey(input: $input) {
      revokedPublicKey
    }
  }
`)

export function RevokeKey({ of, onClose }: { of: KeyFragment; onClose: () => void }) {
  const queries = useQueryClient()
  const { change, busy, reason } = useChange(RevokeKeyDocument, async () => {
    await queries.invalidateQueries()
    onClose()
  })
  const { publicKey, name, lastUsedAt } = of
  return (
    <Dialog open onClose={onClose} title={name ? `Revoke the key ${name}` : 'Revoke the key'}>
      <p>
        Whoever sends or reads with <code>{publicKey}</code> is refused from now on. This cannot be
        undone.
      </p>
      <p className="faint">
        {lastUsedAt ? (
          <>
            It was last used <Ago at={lastUsedAt} />.
          </>
        ) : (
          'It was never used.'
        )}
      </p>
      {reason !== null && (
        <p role="alert" className="refused">
          {reason}
        </p>
      )}
      <div className="actions">
        <button type="button" onClick={onClose}>
          Cancel
        </button>
        <button
          type="button"
          className="danger"
          disabled={busy}
          onClick={() => change({ input: { publicKey } })}
        >
          Revoke
        </button>
      </div>
    </Dialog>
  )
}
