// Says what tokens of some models cost.
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { graphql } from '../../../generated'
import type { PricesFragment, SetPricesInput } from '../../../generated/graphql'
import { useChange } from '../../../api/changes'
import { Dialog } from '../../../parts/controls/Dialog'
import { KINDS } from './kinds'
import { MODELS_LIST, ModelNames } from './ModelNames'
import { From, Pattern, ThousandCost } from './PriceFigures'
import { otherPrice, inputOf, OTHER_KIND, OTHER_USD, othersOf, perThousand } from './pricing'

const SetPricesDocument = graphql(`
  mutation SetPrices($input: SetPricesInput!) {
    setPrices(input: $input) {
      prices {
        modelPattern
      }
    }
  }
`)

const MOST_EXAMPLES = 3

interface SetPricesProps {
  /** Those that are to be changed; new ones where there are none. */
  of?: PricesFragment
  onClose: () => void
}

export function SetPrices({ of, onClose }: SetPricesProps) {
  const [said, setSaid] = useState<SetPricesInput>()
  const [others, setOthers] = useState(() => othersOf(of))
  const queries = useQueryClient()
  const { change, busy, reason } = useChange(SetPricesDocument, async () => {
    await queries.invalidateQueries()
    onClose()
  })
  const read = (event: FormEvent<HTMLFormElement>) => inputOf(new FormData(event.currentTarget), of)
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    change({ input: read(event) })
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={of ? 'Change the prices' : 'Set prices'}
      about={
        of ? (
          <>
            <Pattern of={of.modelPattern} />, for calls that start <From at={of.from} />
          </>
        ) : (
          'They hold for what arrives from now on.'
        )
      }
    >
      <form onSubmit={send} onInput={(event) => setSaid(read(event))}>
        {!of && <Which />}
        <fieldset className="prices-form">
          <legend>US dollars for a million tokens</legend>
          {KINDS.map(([kind, name]) => (
            <label key={kind}>
              {name}
              <Usd name={kind} value={of?.prices.find((one) => one.kind === kind)} />
            </label>
          ))}
          {others.map(({ id, kind, usd }) => (
            <Other key={id} kind={kind} usd={usd} />
          ))}
        </fieldset>
        <p className="faint">
          What is left empty costs what input or output does.{' '}
          <button
            type="button"
            className="link"
            onClick={() => setOthers([...others, otherPrice()])}
          >
            One more kind
          </button>
        </p>
        <Examples of={said} />
        {reason !== null && (
          <p role="alert" className="refused">
            {reason}
          </p>
        )}
        <div className="actions">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="primary" disabled={busy}>
            Set
          </button>
        </div>
      </form>
    </Dialog>
  )
}

/** For which models, from when on. */
function Which() {
  return (
    <>
      <label>
        Model
        <input
          name="pattern"
          list={MODELS_LIST}
          placeholder="acme-large, or acme-* for all that begin so"
          maxLength={200}
          autoComplete="off"
          required
        />
      </label>
      <ModelNames />
      <label>
        From (a day in UTC; empty for calls of any time)
        <input name="from" type="date" min="1970-01-01" />
      </label>
    </>
  )
}

function Usd({ name, value }: { name: string; value?: { usdPerMillionTokens: string } }) {
  return (
    <input
      name={name}
      type="number"
      min="0"
      max="1000000000"
      step="any"
      inputMode="decimal"
      defaultValue={value?.usdPerMillionTokens}
    />
  )
}

/** A kind that has no field of its own, as usage details name it. */
function Other({ kind, usd }: { kind: string; usd: string }) {
  return (
    <div className="other-kind">
      <input
        name={OTHER_KIND}
        aria-label="Another kind"
        placeholder="Another kind"
        title="As the usage details of spans name it"
        defaultValue={kind}
        maxLength={100}
        autoComplete="off"
      />
      <input
        name={OTHER_USD}
        aria-label="Its price"
        placeholder="Its price"
        type="number"
        min="0"
        max="1000000000"
        step="any"
        inputMode="decimal"
        defaultValue={usd}
      />
    </div>
  )
}

/** What the first prices mean, as they are typed. */
function Examples({ of }: { of?: SetPricesInput }) {
  if (of === undefined || of.prices.length === 0) return null
  return (
    <div role="status" className="examples">
      <ul>
        {of.prices.slice(0, MOST_EXAMPLES).map(({ kind, usdPerMillionTokens }) => (
          <li key={kind}>
            <ThousandCost
              kind={kind}
              usd={perThousand(usdPerMillionTokens)}
              model={of.modelPattern || undefined}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}
