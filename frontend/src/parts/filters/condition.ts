// One condition of a list, declared once: its name, its words, what the server is asked and its fields.
import type { ReactNode } from 'react'
import type { PeriodSearch } from '../../urls'
import { isAllTime, periodWords } from '../period/words'

export interface Condition<Search, Filter, Choices = unknown> {
  id: string
  name: string
  /** What it says after its name; null while it says nothing. */
  words: (search: Search) => string | null
  /** The same with its name, as one speaks of it; left out: the two after each other. */
  phrase?: (words: string) => string
  /** What the server is asked. */
  filter: (search: Search, now: number) => Filter
  /** What takes it away. */
  cleared: Search
  control: Control<Search, Choices>
  /** What is taken away where it is set anew. */
  resets?: Search
  /** Whether there is anything to choose; left out: always. One that says something is shown anyway. */
  isOffered?: (choices: Choices) => boolean
}

export interface Option {
  value: string
  name: string
}

/** How a condition is set: as one types, at once from a list, or in a form behind a chip. */
export type Control<Search, Choices> =
  | { kind: 'text'; value: (search: Search) => string; change: (text: string) => Search }
  | {
      kind: 'select'
      value: (search: Search) => string
      options: (choices: Choices, search: Search) => readonly Option[]
      change: (value: string) => Search
    }
  | {
      kind: 'form'
      Fields: (props: FieldsProps<Search, Choices>) => ReactNode
      /** What the form says, as the address has it. */
      read: (form: FormData) => Search
    }

export interface FieldsProps<Search, Choices> {
  search: Search
  choices: Choices
}

/** What all conditions together ask of the server. */
export function filterOf<Search, Filter extends object, Choices>(
  conditions: readonly Condition<Search, Filter, Choices>[],
  search: Search,
  now: number,
): Filter {
  return Object.assign({}, ...conditions.map(({ filter }) => filter(search, now))) as Filter
}

/** A condition that keeps something out of a list. */
export interface ActiveCondition<Search> {
  id: string
  words: string
  /** What takes it away. */
  without: Search
}

export function activeConditions<Search, Choices>(
  conditions: readonly Condition<Search, unknown, Choices>[],
  search: Search,
): ActiveCondition<Search>[] {
  return conditions.flatMap(({ id, name, words, phrase, cleared }) => {
    const text = words(search)
    if (text === null) return []
    return [{ id, words: phrase?.(text) ?? `${name.toLowerCase()} ${text}`, without: cleared }]
  })
}

/** The period is a condition, too, though it has a place of its own on the page. */
export function activePeriod(search: PeriodSearch): ActiveCondition<PeriodSearch>[] {
  if (isAllTime(search)) return []
  const without = { period: 'all', from: undefined, to: undefined } as const
  return [{ id: 'period', words: `period ${periodWords(search)}`, without }]
}

/** What takes all of them away. */
export function withoutAll<Search>(active: readonly ActiveCondition<Search>[]): Search {
  return Object.assign({}, ...active.map(({ without }) => without)) as Search
}
