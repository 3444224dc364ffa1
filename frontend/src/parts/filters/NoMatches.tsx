// An empty list: which of its conditions empties it, and how much there is without each.
import type { ReactNode } from 'react'
import type { Answer } from '../../api/answers'
import * as format from '../../format'
import { Notice } from '../Notice'
import { type ActiveCondition, withoutAll } from './condition'

interface NoMatchesProps<Search> {
  title: string
  search: Search
  active: readonly ActiveCondition<Search>[]
  onChange: (patch: Search) => void
  /** How many there are at another address. */
  renderCount?: (search: Search) => ReactNode
  children?: ReactNode
}

export function NoMatches<Search>(props: NoMatchesProps<Search>) {
  const { title, search, active, onChange, renderCount, children } = props
  return (
    <Notice title={title}>
      {children}
      <ul className="without">
        {active.map(({ id, words, without }) => (
          <li key={id}>
            <button type="button" onClick={() => onChange(without)}>
              Without {words}
            </button>
            {renderCount?.({ ...search, ...without })}
          </li>
        ))}
      </ul>
      {active.length > 1 && (
        <button type="button" onClick={() => onChange(withoutAll(active))}>
          Without any of these
        </button>
      )}
    </Notice>
  )
}

interface MatchCountProps<T> {
  answer: Answer<T>
  of: (data: T) => format.Amount
  noun: string
  nouns?: string
}

export function MatchCount<T>({ answer, of, noun, nouns }: MatchCountProps<T>) {
  if (answer.state !== 'ready') return null
  return <span className="faint">{format.plural(of(answer.data), noun, nouns)}</span>
}
