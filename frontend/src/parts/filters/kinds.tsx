// The kinds of conditions: a text, a range, one of some values, yes or no.
import type { YesNo } from '../../urls'
import { rangeWords } from './bounds'
import type { Condition, Option } from './condition'
import { RangeFields, rangeIn } from './RangeFields'

type Param<P extends string, V extends string = string> = { [K in P]?: V }

function paramOf<P extends string, V extends string>(param: P, value: V | undefined): Param<P, V> {
  return { [param]: value } as Param<P, V>
}

export function textCondition<P extends string, Filter>(
  param: P,
  name: string,
  filter: (text: string | undefined) => Filter,
): Condition<Param<P>, Filter> {
  return {
    id: param,
    name,
    words: (search) => search[param] ?? null,
    phrase: (text) => `text “${text}”`,
    filter: (search) => filter(search[param]),
    cleared: paramOf(param, undefined),
    control: {
      kind: 'text',
      value: (search) => search[param] ?? '',
      change: (text) => paramOf(param, text || undefined),
    },
  }
}

interface RangeKind<Filter> {
  name: string
  /** What its fields are called; left out: its name. */
  label?: string
  words?: (text: string | undefined) => string | null
  filter: (text: string | undefined) => Filter
}

export function rangeCondition<P extends string, Filter>(
  param: P,
  { name, label = name, words = rangeWords, filter }: RangeKind<Filter>,
): Condition<Param<P>, Filter> {
  return {
    id: param,
    name,
    words: (search) => words(search[param]),
    filter: (search) => filter(search[param]),
    cleared: paramOf(param, undefined),
    control: {
      kind: 'form',
      Fields: ({ search }) => <RangeFields name={param} label={label} value={search[param]} />,
      read: (form) => paramOf(param, rangeIn(form, param)),
    },
  }
}

interface ChoiceKind<Filter, Choices> {
  name: string
  /** What it is called while everything is listed. */
  any: string
  options: (choices: Choices) => readonly string[]
  filter: (value: string | undefined) => Filter
}

export function choiceCondition<P extends string, Filter, Choices>(
  param: P,
  { name, any, options, filter }: ChoiceKind<Filter, Choices>,
): Condition<Param<P>, Filter, Choices> {
  return {
    id: param,
    name,
    words: (search) => search[param] ?? null,
    filter: (search) => filter(search[param]),
    cleared: paramOf(param, undefined),
    control: {
      kind: 'select',
      value: (search) => search[param] ?? '',
      options: (choices, search) => optionsOf(any, options(choices), search[param]),
      change: (value) => paramOf(param, value || undefined),
    },
  }
}

/** Any of them, or one: each once, the chosen one among them whether it is known or not. */
export function optionsOf(
  any: string,
  values: readonly string[],
  chosen: string | undefined,
): Option[] {
  const unknown = chosen === undefined || values.includes(chosen) ? [] : [chosen]
  const named = [...new Set([...unknown, ...values])].map((value) => ({ value, name: value }))
  return [{ value: '', name: any }, ...named]
}

interface YesNoKind<Filter> {
  name: string
  any: string
  yes: string
  no: string
  filter: (isYes: boolean | undefined) => Filter
}

export function yesNoCondition<P extends string, Filter>(
  param: P,
  { name, any, yes, no, filter }: YesNoKind<Filter>,
): Condition<Param<P, YesNo>, Filter> {
  const wordsOf = (answer: YesNo | undefined) => (answer ? { yes, no }[answer] : null)
  return {
    id: param,
    name,
    words: (search) => wordsOf(search[param]),
    phrase: (words) => `the filter “${words.toLowerCase()}”`,
    filter: (search) => filter(search[param] && search[param] === 'yes'),
    cleared: paramOf<P, YesNo>(param, undefined),
    control: {
      kind: 'select',
      value: (search) => search[param] ?? '',
      options: () => [
        { value: '', name: any },
        { value: 'yes', name: yes },
        { value: 'no', name: no },
      ],
      change: (value) => paramOf(param, value === 'yes' || value === 'no' ? value : undefined),
    },
  }
}
