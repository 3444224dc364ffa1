// The conditions of a list: those that say something as chips that read as sentences, and the others.
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Popover } from '../controls/Popover'
import { SearchBox } from '../controls/SearchBox'
import { Select } from '../controls/Select'
import { Chip, ConditionForm } from './Chip'
import { activeConditions, type Condition, withoutAll } from './condition'

interface FilterBarProps<Search, Choices> {
  /** What it filters, for those who do not see it. */
  label: string
  conditions: readonly Condition<Search, unknown, Choices>[]
  search: Search
  choices: Choices
  /** Where there are many, those that say nothing wait in a list of those to add. */
  isAddable?: boolean
  onChange: (patch: Search, replace?: boolean) => void
}

export function FilterBar<Search, Choices>(props: FilterBarProps<Search, Choices>) {
  const { label, conditions, search, choices, isAddable = false, onChange } = props
  const [texts, others] = divided(conditions, ({ control }) => control.kind === 'text')
  const [inForce, silent] = divided(others, ({ words }) => words(search) !== null)
  const offered = silent.filter(({ isOffered }) => isOffered?.(choices) ?? true)
  const shown = isAddable
    ? inForce
    : others.filter((one) => inForce.includes(one) || offered.includes(one))
  const active = activeConditions(conditions, search)
  const given = { search, choices, onChange }
  return (
    <div className="toolbar" role="group" aria-label={label}>
      {texts.map((condition) => (
        <ConditionControl key={condition.id} condition={condition} {...given} />
      ))}
      <div className="filters">
        {shown.map((condition) => (
          <ConditionControl key={condition.id} condition={condition} {...given} />
        ))}
        {isAddable && offered.length > 0 && <AddFilter conditions={offered} {...given} />}
        {active.length > 1 && (
          <button type="button" className="quiet" onClick={() => onChange(withoutAll(active))}>
            Clear all
          </button>
        )}
      </div>
    </div>
  )
}

function divided<T>(all: readonly T[], fits: (one: T) => boolean): [T[], T[]] {
  return [all.filter(fits), all.filter((one) => !fits(one))]
}

type ControlProps<Search, Choices> = Pick<
  FilterBarProps<Search, Choices>,
  'search' | 'choices' | 'onChange'
>

interface ConditionControlProps<Search, Choices> extends ControlProps<Search, Choices> {
  condition: Condition<Search, unknown, Choices>
}

function ConditionControl<Search, Choices>(props: ConditionControlProps<Search, Choices>) {
  const { condition, search, choices, onChange } = props
  const { name, words, cleared, resets, control } = condition
  const change = (patch: Search, replace?: boolean) => onChange({ ...resets, ...patch }, replace)
  switch (control.kind) {
    case 'text':
      return (
        <SearchBox
          label={name}
          value={control.value(search)}
          onChange={(text) => change(control.change(text), true)}
        />
      )
    case 'select':
      return (
        <Select
          label={name}
          value={control.value(search)}
          options={control.options(choices, search)}
          onChange={(value) => change(control.change(value))}
        />
      )
    case 'form':
      return (
        <Chip
          name={name}
          words={words(search)}
          read={control.read}
          onChange={change}
          onClear={() => onChange(cleared)}
        >
          <control.Fields search={search} choices={choices} />
        </Chip>
      )
  }
}

interface AddFilterProps<Search, Choices> extends ControlProps<Search, Choices> {
  conditions: readonly Condition<Search, unknown, Choices>[]
}

function AddFilter<Search, Choices>(props: AddFilterProps<Search, Choices>) {
  return (
    <span className="chip">
      <Popover title="Add a filter" icon="add" label="Filter">
        {(close) => <Adding {...props} close={close} />}
      </Popover>
    </span>
  )
}

function Adding<Search, Choices>(props: AddFilterProps<Search, Choices> & { close: () => void }) {
  const { conditions, search, choices, onChange, close } = props
  const [chosen, setChosen] = useState<string | null>(null)
  const control = conditions.find(({ id }) => id === chosen)?.control
  if (control?.kind !== 'form') {
    return (
      <ul className="kinds-of-filter">
        {conditions.map(({ id, name }) => (
          <li key={id}>
            <button type="button" className="menu-item" onClick={() => setChosen(id)}>
              {name}
            </button>
          </li>
        ))}
      </ul>
    )
  }
  return (
    <ConditionForm read={control.read} onChange={onChange} close={close}>
      <Focused>
        <control.Fields search={search} choices={choices} />
      </Focused>
    </ConditionForm>
  )
}

/** What comes in the place of what had the focus takes it over. */
function Focused({ children }: { children: ReactNode }) {
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
