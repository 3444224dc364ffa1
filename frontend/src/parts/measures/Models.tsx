// Which models were used, how much, and for how much.
import type { ModelFragment } from '../../generated/graphql'
import { graphql } from '../../generated'
import { Compact, Count, Money } from '../Figures'
import { LIST_END, Shortened } from '../Shortened'
import { type Column, Table } from '../table/Table'

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
  {
    id: 'calls',
    header: 'Calls',
    numeric: true,
    cell: (of) => <Count of={of.generationCount} />,
  },
  { id: 'in', header: 'In', numeric: true, cell: (of) => <Compact of={of.inputTokens} /> },
  { id: 'out', header: 'Out', numeric: true, cell: (of) => <Compact of={of.outputTokens} /> },
  { id: 'cost', header: 'Cost', numeric: true, cell: (of) => <Money of={of.costUsd} /> },
]

export function Models({ models }: { models: readonly ModelFragment[] }) {
  return (
    <section className="card">
      <h2>Models</h2>
      {models.length === 0 ? (
        <p className="faint">No call of a model in this period.</p>
      ) : (
        <Shortened of={models} noun="model" end={LIST_END}>
          {(shown) => (
            <Table
              caption="Models"
              columns={columns}
              rows={shown}
              rowKey={(of) => of.model}
              question={shown.map((of) => of.model).toSorted()}
            />
          )}
        </Shortened>
      )}
    </section>
  )
}
