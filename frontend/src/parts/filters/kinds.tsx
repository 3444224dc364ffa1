// The kinds of conditions: a text, a range, one of some values, yes or no.
import type { YesNo } from '../../urls'
import { rangeWords } from './bounds'
import type { Condition, Option } from './condition'
import { RangeFields, rangeIn } from './RangeFields'

type Param<P extends string, V extends string = string> = { [K in P]?: V }

function paramOf<P extends string, V extends string>(param: P, value: V | undefined): Param<P, V> {
  return { [param]: value } as Param<P, V>
}

/** What is said by one parameter of the address. */
function conditionOf<P extends string, V extends string, Filter>(
  param: P,
  name: string,
  words: (value: V | undefined) => string | null,
  filter: (value: V | undefined) => Filter,
) {
  return {
    id: param,
    name,
    words: (search: Param<P, V>) => words(search[param]),
    filter: (search: Param<P, V>) => filter(search[param]),
    cleared: paramOf<P, V>(param, undefined),
  }
}

function itself(value: string | undefined): string | null {
  return value ?? null
}

export function textCondition<P extends string, Filter>(
  param: P,
  name: string,
  filter: (text: string | undefined) => Filter,
): Condition<Param<P>, Filter> {
  return {
    ...conditionOf<P, string, Filter>(param, name, itself, filter),
    phrase: (text) => `text “${text}”`,
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
    ...conditionOf<P, string, Filter>(param, name, words, filter),
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
    ...conditionOf<P, string, Filter>(param, name, itself, filter),
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
  return {
    ...conditionOf<P, YesNo, Filter>(
      param,
      name,
      (answer) => (answer ? { yes, no }[answer] : null),
      (answer) => filter(answer && answer === 'yes'),
    ),
    phrase: (words) => `the filter “${words.toLowerCase()}”`,
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

/** Whether something has what is named. */
export function hasCondition<P extends string, Filter>(
  param: P,
  name: string,
  filter: (has: boolean | undefined) => Filter,
  noun = name.toLowerCase(),
): Condition<Param<P, YesNo>, Filter> {
  const words = { any: `${name} or not`, yes: `With ${noun}`, no: `Without ${noun}` }
  return yesNoCondition(param, { name, ...words, filter })
}
