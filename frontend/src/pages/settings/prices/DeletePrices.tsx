// Lets prices hold no more, once somebody said so twice.
import { useQueryClient } from '@tanstack/react-query'
import { graphql } from '../../../generated'
import type { PricesFragment } from '../../../generated/graphql'
import { useChange } from '../../../api/changes'
import { Dialog } from '../../../parts/controls/Dialog'
import { Pattern } from './PriceFigures'

const DeletePricesDocument = graphql(`
  mutation DeletePrices($input: DeletePricesInput!) {
    deletePrices(input: $input) {
      deletedModelPattern
    }
  }
`)

export function DeletePrices({ of, onClose }: { of: PricesFragment; onClose: () => void }) {
  const queries = useQueryClient()
  const { change, busy, reason } = useChange(DeletePricesDocument, async () => {
    await queries.invalidateQueries()
    onClose()
  })
  const { modelPattern, from } = of
  return (
    <Dialog open onClose={onClose} title="Delete the prices" about={<Pattern of={modelPattern} />}>
      <p>They hold no more for what arrives from now on. Costs that are stored stay.</p>
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
          onClick={() => change({ input: { modelPattern, from } })}
        >
          Delete
        </button>
      </div>
    </Dialog>
  )
}
