// The filters of the users list: those in force as chips that read as sentences, and the way to more.
import { useEffect, useRef, useState } from 'react'
import { activeFilters, type Filter, FILTERS, without } from '../usersList/userFilter'
import type { UsersFilter } from '../../urls/users'
import { Chip, ConditionForm } from './Chip'
import { Icon } from '../controls/Icon'
import { Popover } from '../controls/Popover'
import { type Choices, FORMS } from '../usersList/fields'

interface FilterBarProps {
  search: UsersFilter
  choices: Choices
  onChange: (patch: UsersFilter) => void
}

export function FilterBar({ search, choices, onChange }: FilterBarProps) {
  const inForce = FILTERS.filter(({ words }) => words(search) !== null)
  const others = FILTERS.filter(
    (filter) =>
      !inForce.includes(filter) && (filter.id !== 'env' || choices.environments.length > 1),
  )
  const active = activeFilters(search).filter(({ id }) => id !== 'period')
  return (
    <div className="filters" role="group" aria-label="Filters">
      {inForce.map(({ id, name, words, cleared }) => {
        const { read, Fields } = FORMS[id]
        return (
          <Chip
            key={id}
            name={name}
            words={words(search)}
            read={read}
            cleared={cleared}
            onChange={onChange}
          >
            <Fields search={search} choices={choices} />
          </Chip>
        )
      })}
      {others.length > 0 && (
        <AddFilter filters={others} search={search} choices={choices} onChange={onChange} />
      )}
      {active.length > 1 && (
        <button type="button" className="quiet" onClick={() => onChange(without(active))}>
          Clear all
        </button>
      )}
    </div>
  )
}

interface AddFilterProps extends FilterBarProps {
  filters: readonly Filter[]
}

function AddFilter({ filters, ...props }: AddFilterProps) {
  return (
    <span className="chip">
      <Popover
        title="Add a filter"
        label={
          <>
            <Icon name="add" /> Filter
          </>
        }
      >
        {(close) => <Adding filters={filters} {...props} close={close} />}
      </Popover>
    </span>
  )
}

function Adding({ filters, search, choices, onChange, close }: AddFilterProps & Closing) {
  const [chosen, setChosen] = useState<Filter | null>(null)
  if (chosen === null) {
    return (
      <ul className="kinds-of-filter">
        {filters.map((filter) => (
          <li key={filter.id}>
            <button type="button" className="menu-item" onClick={() => setChosen(filter)}>
              {filter.name}
            </button>
          </li>
        ))}
      </ul>
    )
  }
  const { read, Fields } = FORMS[chosen.id]
  return (
    <ConditionForm read={read} onChange={onChange} close={close}>
      <Focused>
        <Fields search={search} choices={choices} />
      </Focused>
    </ConditionForm>
  )
}

interface Closing {
  close: () => void
}

/** What comes in the place of what had the focus takes it over. */
function Focused({ children }: { children: React.ReactNode }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    place.current?.querySelector<HTMLElement>('input, select')?.focus()
  }, [])
  return (
    <div ref={place} className="fields">
      {children}
    </div>
  )
}
