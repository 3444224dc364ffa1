// What a model costs now, by the prices of the project and by the built-in list.
import { type FormEvent, useState } from 'react'
import { useAnswer } from '../../../api/answers'
import { graphql } from '../../../generated'
import { Show } from '../../../parts/Answer'
import { Field } from '../../../parts/controls/Field'
import { ModelNames, MODELS_LIST } from './ModelNames'
import { Pattern, ThousandCost } from './PriceFigures'

const PriceCheckDocument = graphql(`
  query PriceCheck($model: String!) {
    project {
      pricesInForce(model: $model) {
        kind
        usdPerThousandTokens
        modelPattern
      }
    }
  }
`)

export function PriceCheck() {
  const [model, setModel] = useState('')
  const [offers, setOffers] = useState(false)
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setModel(String(new FormData(event.currentTarget).get('model') ?? '').trim())
  }
  return (
    <div className="price-check">
      <form onSubmit={send}>
        <Field
          label="What does a model cost now?"
          name="model"
          list={MODELS_LIST}
          placeholder="Its name, as spans have it"
          required
          onFocus={() => setOffers(true)}
        />
        <button type="submit">Look up</button>
      </form>
      {offers && <ModelNames />}
      {model !== '' && <Costs model={model} />}
    </div>
  )
}

function Costs({ model }: { model: string }) {
  const answer = useAnswer(PriceCheckDocument, {
    view: { model },
    variables: (view) => view,
    subject: model,
  })
  return (
    <Show answer={answer} skeleton={<p className="faint">Looking…</p>}>
      {({ project: { pricesInForce: prices } }) =>
        prices.length === 0 ? (
          <p role="status">
            No price of <code>{model}</code> is known, so its tokens cost nothing.
          </p>
        ) : (
          <div role="status" aria-label={`What ${model} costs`}>
            <ul className="in-force">
              {prices.map(({ kind, usdPerThousandTokens, modelPattern }) => (
                <li key={kind}>
                  <ThousandCost kind={kind} usd={usdPerThousandTokens} model={model} />{' '}
                  <span className="faint">
                    {typeof modelPattern === 'string' ? (
                      <>
                        by the price of the project for <Pattern of={modelPattern} />
                      </>
                    ) : (
                      'by the built-in list'
                    )}
                  </span>
                </li>
              ))}
            </ul>
          </div>
        )
      }
    </Show>
  )
}
