// A form by which a reviewer says what they think of a trace or a span.
import { useId, useState } from 'react'
import { fixedQuestion, useAnswer } from '../../api/answers'
import { useRefreshingChange } from '../../api/changes'
import { graphql } from '../../generated'
import type { GivenBeforeQuery, SubmitFeedbackInput } from '../../generated/graphql'
import { Field } from '../controls/Field'
import { Form, textIn } from '../controls/Form'
import { Select } from '../controls/Select'
import { Suggestions } from '../controls/Suggestions'
import { OWN } from './own'

const GivenBeforeDocument = graphql(`
  query GivenBefore {
    overview {
      feedbackSummary {
        ...GivenKind
      }
      annotationSummary {
        ...GivenKind
      }
    }
  }
  fragment GivenKind on FeedbackSummary {
    name
    dataType
    distribution {
      label
    }
  }
`)

const SubmitFeedbackDocument = graphql(`
  mutation SubmitFeedback($input: SubmitFeedbackInput!) {
    submitFeedback(input: $input) {
      __typename
    }
  }
`)

function ownId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return OWN + Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

const KINDS = { BOOLEAN: 'Yes or no', NUMERIC: 'Number', CATEGORICAL: 'Category' } as const
type Kind = keyof typeof KINDS
const ORDER: readonly Kind[] = ['BOOLEAN', 'NUMERIC', 'CATEGORICAL']

/** More than spaces. */
const SAYS = String.raw`.*\S.*`

interface GiveFeedbackProps {
  traceId: string
  spanId?: string
  onDone: () => void
}

export function GiveFeedback({ traceId, spanId, onDone }: GiveFeedbackProps) {
  const before = useAnswer(GivenBeforeDocument, fixedQuestion(false))
  const known = before.state === 'ready' ? before.data : undefined
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<Kind>()
  const [feedbackId] = useState(ownId)
  const kind = chosen ?? kindOf(name, known) ?? 'BOOLEAN'
  const { change, ...state } = useRefreshingChange(SubmitFeedbackDocument, onDone)
  const submit = (form: FormData) => {
    const comment = textIn(form, 'comment') || undefined
    change({
      input: { feedbackId, traceId, spanId, name: name.trim(), comment, ...valueIn(form, kind) },
    })
  }
  return (
    <Form
      className="give"
      label="Give feedback"
      submit="Give it"
      {...state}
      onSubmit={submit}
      onCancel={onDone}
    >
      <div className="pair">
        <NameField value={name} known={known} onChange={setName} />
        <label>
          Kind
          <Select
            value={kind}
            options={ORDER.map((one) => ({ value: one, name: KINDS[one] }))}
            onChange={setChosen}
          />
        </label>
      </div>
      <Value kind={kind} labels={labelsOf(name, known)} />
      <label>
        Comment
        <textarea name="comment" rows={2} />
      </label>
    </Form>
  )
}

interface NameFieldProps {
  value: string
  known: GivenBeforeQuery | undefined
  onChange: (name: string) => void
}

function NameField({ value, known, onChange }: NameFieldProps) {
  const list = useId()
  return (
    <>
      <Field
        label="Name"
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the form comes when it is asked for
        autoFocus
        required
        list={list}
        value={value}
        placeholder="helpful"
        pattern={SAYS}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      <Suggestions id={list} of={[...new Set(allOf(known).map((one) => one.name))]} />
    </>
  )
}

function Value({ kind, labels }: { kind: Kind; labels: readonly string[] }) {
  const list = useId()
  if (kind === 'BOOLEAN') {
    return (
      <fieldset className="yes-no">
        <legend>Value</legend>
        <label className="check">
          <input type="radio" name="value" value="yes" required /> Yes
        </label>
        <label className="check">
          <input type="radio" name="value" value="no" required /> No
        </label>
      </fieldset>
    )
  }
  if (kind === 'NUMERIC') {
    return <Field key="number" label="Value" name="value" type="number" step="any" required />
  }
  return (
    <>
      <Field key="category" label="Value" name="value" list={list} required pattern={SAYS} />
      <Suggestions id={list} of={labels} />
    </>
  )
}

function valueIn(form: FormData, kind: Kind): Partial<SubmitFeedbackInput> {
  const text = textIn(form, 'value')
  if (kind === 'BOOLEAN') return { booleanValue: text === 'yes' }
  return kind === 'NUMERIC' ? { value: Number(text) } : { category: text }
}

/** What reviewers gave before, then what users did. */
function allOf(known: GivenBeforeQuery | undefined) {
  return known ? [...known.overview.annotationSummary, ...known.overview.feedbackSummary] : []
}

function summaries(name: string, known: GivenBeforeQuery | undefined) {
  return allOf(known).filter((one) => one.name === name.trim())
}

/** Of which kind feedback of that name mostly is. */
function kindOf(name: string, known: GivenBeforeQuery | undefined): Kind | undefined {
  const kinds = summaries(name, known).map(({ dataType }) => dataType)
  return ORDER.find((kind) => kind === kinds[0])
}

function labelsOf(name: string, known: GivenBeforeQuery | undefined): string[] {
  const labels = summaries(name, known)
    .filter(({ dataType }) => dataType === 'CATEGORICAL')
    .flatMap(({ distribution }) => distribution.map(({ label }) => label))
  return [...new Set(labels)]
}
