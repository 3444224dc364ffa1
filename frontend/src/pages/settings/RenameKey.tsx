// Gives a pair of keys another name.
import { useRefreshingChange } from '../../api/changes'
import { graphql } from '../../generated'
import type { KeyFragment } from '../../generated/graphql'
import { NameDialog } from '../../parts/controls/FormDialog'

const RenameKeyDocument = graphql(`
  mutation RenameKey($input: RenameApiKeyInput!) {
    renameApiKey(input: $input) {
      apiKey {
        name
      }
    }
  }
`)

export function RenameKey({ of, onClose }: { of: KeyFragment; onClose: () => void }) {
  const { change, busy, reason } = useRefreshingChange(RenameKeyDocument, onClose)
  const { publicKey } = of
  return (
    <NameDialog
      title="Rename the key"
      about={<code>{publicKey}</code>}
      name={of.name}
      submit="Rename"
      busy={busy}
      reason={reason}
      onSubmit={(name) => change({ input: { publicKey, name } })}
      onClose={onClose}
    />
  )
}
