import { graphql } from '../../generated'
// Which models were used, how much, and for how much.
import type { ModelFragment } from '../../generated/graphql'
import { Compact, Count, Money } from '../Figures'
import { MAX_LISTED } from '../Shortened'
import { ListTable } from '../table/ListTable'
import { type Column, numberColumn } from '../table/Table'

export const ModelFragmentDocument = graphql(`
  fragment Model on ModelUsage {
    model
    generationCount
    inputTokens
    outputTokens
    totalTokens
    costUsd
  }
`)

const columns: readonly Column<ModelFragment>[] = [
  { id: 'model', header: 'Model', cell: (of) => of.model },
  numberColumn('calls', 'Calls', (of) => <Count of={of.generationCount} />),
  numberColumn('in', 'In', (of) => <Compact of={of.inputTokens} />),
  numberColumn('out', 'Out', (of) => <Compact of={of.outputTokens} />),
  numberColumn('cost', 'Cost', (of) => <Money of={of.costUsd} />),
]

export function Models({ models }: { models: readonly ModelFragment[] }) {
  return (
    <section className="card">
      <h2>Models</h2>
      <ListTable
        caption="Models"
        columns={columns}
        rows={models}
        rowKey={(of) => of.model}
        noun="model"
        empty="No call of a model in this period."
        end={MAX_LISTED}
      />
    </section>
  )
}
