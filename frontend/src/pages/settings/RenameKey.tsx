// Gives a pair of keys another name.
import { useQueryClient } from '@tanstack/react-query'
import { graphql } from '../../generated'
import type { KeyFragment } from '../../generated/graphql'
import { useChange } from '../../api/changes'
import { Dialog } from '../../parts/controls/Dialog'
import { NameForm } from '../../parts/controls/NameForm'

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
  const queries = useQueryClient()
  const { change, busy, reason } = useChange(RenameKeyDocument, async () => {
    await queries.invalidateQueries()
    onClose()
  })
  const { publicKey } = of
  return (
    <Dialog open onClose={onClose} title="Rename the key" about={<code>{publicKey}</code>}>
      <NameForm
        label="Name"
        name={of.name}
        submit="Rename"
        busy={busy}
        reason={reason}
        onSubmit={(name) => change({ input: { publicKey, name } })}
      >
        <button type="button" onClick={onClose}>
          Cancel
        </button>
      </NameForm>
    </Dialog>
  )
}
