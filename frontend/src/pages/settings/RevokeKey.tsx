// Lets a pair of keys work no more, once somebody said so twice.
import { useRefreshingChange } from '../../api/changes'
import { graphql } from '../../generated'
import type { KeyFragment } from '../../generated/graphql'
import { FormDialog } from '../../parts/controls/FormDialog'
import { RelativeTime } from '../../parts/Figures'

const RevokeKeyDocument = graphql(`
  mutation RevokeKey($input: RevokeApiKeyInput!) {
    revokeApiKey(input: $input) {
      revokedPublicKey
    }
  }
`)

export function RevokeKey({ of, onClose }: { of: KeyFragment; onClose: () => void }) {
  const { change, busy, reason } = useRefreshingChange(RevokeKeyDocument, onClose)
  const { publicKey, name, lastUsedAt } = of
  return (
    <FormDialog
      title={name ? `Revoke the key ${name}` : 'Revoke the key'}
      submit="Revoke"
      isDanger
      busy={busy}
      reason={reason}
      onSubmit={() => change({ input: { publicKey } })}
      onClose={onClose}
    >
      <p>
        Whoever sends or reads with <code>{publicKey}</code> is refused from now on. This cannot be
        undone.
      </p>
      <p className="faint">
        {lastUsedAt ? (
          <>
            It was last used <RelativeTime at={lastUsedAt} />.
          </>
        ) : (
          'It was never used.'
        )}
      </p>
    </FormDialog>
  )
}
