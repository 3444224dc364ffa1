// Lets prices hold no more, once somebody said so twice.
import { useRefreshingChange } from '../../../api/changes'
import { graphql } from '../../../generated'
import type { PricesFragment } from '../../../generated/graphql'
import { FormDialog } from '../../../parts/controls/FormDialog'
import { Pattern } from './PriceFigures'

const DeletePricesDocument = graphql(`
  mutation DeletePrices($input: DeletePricesInput!) {
    deletePrices(input: $input) {
      deletedModelPattern
    }
  }
`)

export function DeletePrices({ of, onClose }: { of: PricesFragment; onClose: () => void }) {
  const { change, busy, reason } = useRefreshingChange(DeletePricesDocument, onClose)
  const { modelPattern, from } = of
  return (
    <FormDialog
      title="Delete the prices"
      about={<Pattern of={modelPattern} />}
      submit="Delete"
      isDanger
      busy={busy}
      reason={reason}
      onSubmit={() => change({ input: { modelPattern, from } })}
      onClose={onClose}
    >
      <p>They hold no more for what arrives from now on. Costs that are stored stay.</p>
    </FormDialog>
  )
}
