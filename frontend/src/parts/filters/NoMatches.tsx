// An empty list: which of its conditions empties it, and how much there is without each.
import type { ReactNode } from 'react'
import { type Question, useAnswer } from '../../api/answers'
import * as format from '../../format'
import type { TypedDocumentString } from '../../generated/graphql'
import { Notice } from '../Notice'
import { type ActiveCondition, withoutAll } from './condition'

/** What tells how many there are at an address. */
interface Counting<T, V, Search> extends Question<T, V, Search> {
  document: TypedDocumentString<T, V>
  of: (data: T) => format.Amount | undefined
  noun: string
  nouns?: string
}

/** Null until it is known, undefined where it cannot be told. */
export function useCount<T, V, Search>({ document, of, ...question }: Counting<T, V, Search>) {
  const answer = useAnswer(document, question)
  if (answer.state === 'failed') return undefined
  return answer.state === 'ready' && !answer.changing ? (of(answer.data) ?? 0) : null
}

interface NoMatchesProps<T, V, Search> {
  title: string
  active: readonly ActiveCondition<Search>[]
  onChange: (patch: Search) => void
  /** How many there are at this address. */
  counting: Counting<T, V, Search>
  children?: ReactNode
}

export function NoMatches<T, V, Search>(props: NoMatchesProps<T, V, Search>) {
  const { title, active, children, ...offer } = props
  const all = { id: 'all', words: 'any of these', without: withoutAll(active) }
  return (
    <Notice title={title}>
      {children}
      <ul className="without">
        {[...active, ...(active.length > 1 ? [all] : [])].map(({ id, ...condition }) => (
          <Offer key={id} {...condition} {...offer} />
        ))}
      </ul>
    </Notice>
  )
}

type OfferProps<T, V, Search> = Pick<NoMatchesProps<T, V, Search>, 'counting' | 'onChange'> &
  Omit<ActiveCondition<Search>, 'id'>

/** Not made where it leads to an empty list again. */
function Offer<T, V, Search>({ words, without, counting, onChange }: OfferProps<T, V, Search>) {
  const count = useCount({ ...counting, view: { ...counting.view, ...without } })
  if (count === null || Number(count) === 0) return null
  return (
    <li>
      <button type="button" onClick={() => onChange(without)}>
        Without {words}
      </button>
      {count !== undefined && (
        <span className="faint">{format.plural(count, counting.noun, counting.nouns)}</span>
      )}
    </li>
  )
}
