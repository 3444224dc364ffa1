// What tokens cost in this project: prices of its own, and what a model costs by them.
import { useState } from 'react'
import { graphql } from '../../../generated'
import type { PricesFragment } from '../../../generated/graphql'
import { ConfirmDialog } from '../../../parts/controls/FormDialog'
import { MoreMenu } from '../../../parts/controls/Menu'
import { type Column, Table } from '../../../parts/table/Table'
import { nameOf } from './kinds'
import { PriceCheck } from './PriceCheck'
import { Cost, From, Pattern, ThousandCost } from './PriceFigures'
import { SetPrices } from './SetPrices'

export const PricesFragmentDocument = graphql(`
  fragment Prices on ModelPrices {
    modelPattern
    from
    prices {
      kind
      usdPerMillionTokens
      usdPerThousandTokens
    }
  }
`)

const DeletePricesDocument = graphql(`
  mutation DeletePrices($input: DeletePricesInput!) {
    deletePrices(input: $input) {
      __typename
    }
  }
`)

const columns: readonly Column<PricesFragment>[] = [
  { id: 'pattern', header: 'Model', cell: (of) => <Pattern of={of.modelPattern} /> },
  { id: 'from', header: 'For calls that start', cell: (of) => <From at={of.from} /> },
  {
    id: 'prices',
    header: 'A million tokens cost',
    cell: ({ prices }) => (
      <ul className="kinds">
        {prices.map(({ kind, usdPerMillionTokens }) => (
          <li key={kind}>
            {nameOf(kind)} <Cost usd={usdPerMillionTokens} />
          </li>
        ))}
      </ul>
    ),
  },
  { id: 'example', header: 'For example', cell: (of) => <Example of={of} /> },
  { id: 'more', header: 'Change', cell: (of) => <PricesMenu of={of} /> },
]

export function keyOf({ modelPattern, from }: { modelPattern: string; from?: string | null }) {
  return JSON.stringify([modelPattern, from])
}

export function Prices({ prices }: { prices: readonly PricesFragment[] }) {
  const [setting, setSetting] = useState(false)
  return (
    <section className="card">
      <div className="card-head">
        <h2>Prices</h2>
        <button type="button" onClick={() => setSetting(true)}>
          Set prices
        </button>
      </div>
      <p className="faint about">
        For models that no list of prices knows, and for contracts. They hold for what arrives while
        they are set: costs that are stored stay, and a cost that the sender states counts first.
      </p>
      {prices.length === 0 ? (
        <p className="faint">
          This project has no prices of its own: the built-in list counts, and models that it does
          not know cost nothing.
        </p>
      ) : (
        <Table
          caption="Prices"
          columns={columns}
          rows={prices}
          rowKey={keyOf}
          question={prices.map(keyOf)}
        />
      )}
      <PriceCheck />
      {setting && <SetPrices onClose={() => setSetting(false)} />}
    </section>
  )
}

function Example({ of: { modelPattern, prices } }: { of: PricesFragment }) {
  const [first] = prices
  if (first === undefined) return null
  const model = modelPattern.includes('*') ? undefined : modelPattern
  return <ThousandCost kind={first.kind} usd={first.usdPerThousandTokens} model={model} />
}

function PricesMenu({ of }: { of: PricesFragment }) {
  const [dialog, setDialog] = useState<'change' | 'delete' | null>(null)
  const done = () => setDialog(null)
  const { modelPattern, from } = of
  return (
    <>
      <MoreMenu
        title="What can be done with the prices"
        name={`More about the prices of ${modelPattern}`}
        items={[
          { id: 'change', label: 'Change…', onSelect: () => setDialog('change') },
          { id: 'delete', label: 'Delete…', onSelect: () => setDialog('delete') },
        ]}
      />
      {dialog === 'change' && <SetPrices of={of} onClose={done} />}
      {dialog === 'delete' && (
        <ConfirmDialog
          title="Delete the prices"
          about={<Pattern of={modelPattern} />}
          submit="Delete"
          document={DeletePricesDocument}
          variables={{ input: { modelPattern, from } }}
          onClose={done}
        >
          <p>They hold no more for what arrives from now on. Costs that are stored stay.</p>
        </ConfirmDialog>
      )}
    </>
  )
}
