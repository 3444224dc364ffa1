// Says what tokens of some models cost.
import { useState } from 'react'
import { useRefreshingChange } from '../../../api/changes'
import { graphql } from '../../../generated'
import type { PricesFragment, SetPricesInput } from '../../../generated/graphql'
import { useRows } from '../../../hooks/rows'
import { Field } from '../../../parts/controls/Field'
import { FormDialog } from '../../../parts/controls/FormDialog'
import { KINDS } from './kinds'
import { ModelNames, MODELS_LIST } from './ModelNames'
import { From, Pattern, ThousandCost } from './PriceFigures'
import { inputOf, NO_PRICE, OTHER_KIND, OTHER_USD, othersOf, perThousand } from './pricing'

const SetPricesDocument = graphql(`
  mutation SetPrices($input: SetPricesInput!) {
    setPrices(input: $input) {
      __typename
    }
  }
`)

const MAX_EXAMPLES = 3

interface SetPricesProps {
  /** Those that are to be changed; new ones where there are none. */
  of?: PricesFragment
  onClose: () => void
}

export function SetPrices({ of, onClose }: SetPricesProps) {
  const [typed, setTyped] = useState<SetPricesInput>()
  const others = useRows(() => othersOf(of))
  const { change, ...state } = useRefreshingChange(SetPricesDocument, onClose)
  return (
    <FormDialog
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
      submit="Set"
      {...state}
      onSubmit={(form) => change({ input: inputOf(form, of) })}
      onInput={(form) => setTyped(inputOf(form, of))}
      onClose={onClose}
    >
      {!of && <ModelAndStart />}
      <fieldset className="prices-form">
        <legend>US dollars for a million tokens</legend>
        {KINDS.map(([kind, name]) => (
          <label key={kind}>
            {name}
            <Usd
              name={kind}
              value={of?.prices.find((one) => one.kind === kind)?.usdPerMillionTokens}
            />
          </label>
        ))}
        {others.rows.map(({ id, value: { kind, usdPerMillionTokens } }) => (
          <OtherKind key={id} kind={kind} usd={usdPerMillionTokens} />
        ))}
      </fieldset>
      <p className="faint">
        What is left empty costs what input or output does.{' '}
        <button type="button" className="link" onClick={() => others.add(NO_PRICE)}>
          One more kind
        </button>
      </p>
      <Examples of={typed} />
    </FormDialog>
  )
}

/** For which models, from when on. */
function ModelAndStart() {
  return (
    <>
      <Field
        label="Model"
        name="pattern"
        list={MODELS_LIST}
        placeholder="acme-large, or acme-* for all that begin so"
        maxLength={200}
        required
      />
      <ModelNames />
      <Field
        label="From (a day in UTC; empty for calls of any time)"
        name="from"
        type="date"
        min="1970-01-01"
      />
    </>
  )
}

interface UsdProps {
  name: string
  /** What it is, where no label is around it. */
  label?: string
  value: string | undefined
}

function Usd({ name, label, value }: UsdProps) {
  return (
    <input
      name={name}
      aria-label={label}
      placeholder={label}
      type="number"
      min="0"
      max="1000000000"
      step="any"
      inputMode="decimal"
      defaultValue={value}
    />
  )
}

/** A kind that has no field of its own, as usage details name it. */
function OtherKind({ kind, usd }: { kind: string; usd: string }) {
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
      <Usd name={OTHER_USD} label="Its price" value={usd} />
    </div>
  )
}

/** What the first prices mean, as they are typed. */
function Examples({ of }: { of?: SetPricesInput }) {
  if (of === undefined || of.prices.length === 0) return null
  return (
    <div role="status" className="examples">
      <ul>
        {of.prices.slice(0, MAX_EXAMPLES).map(({ kind, usdPerMillionTokens }) => (
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
