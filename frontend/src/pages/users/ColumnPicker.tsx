// Which columns the list has, and in what order: by pointer or by keys.
import { type PointerEvent, useRef, useState } from 'react'
import { useProject } from '../../api/project'
import { Checkbox } from '../../parts/controls/Checkbox'
import { Icon } from '../../parts/controls/Icon'
import { Popover } from '../../parts/controls/Popover'
import { MAX_LISTED, Shortened } from '../../parts/Shortened'
import { DEFAULT_COLUMNS, feedbackColumn, USER_COLUMNS, type UserColumn } from '../../urls/users'
import { columnName } from './columns'
import { moved, withColumn } from './ordering'

interface ColumnPickerProps {
  columns: readonly UserColumn[]
  onChange: (columns: readonly UserColumn[]) => void
}

export function ColumnPicker(props: ColumnPickerProps) {
  return (
    <Popover title="Columns" className="tool" icon="columns" label="Columns">
      {() => <Panel {...props} />}
    </Popover>
  )
}

/** All that there always are, and some of those by the name of feedback. */
const MAX_OTHERS = 20

function Panel({ columns, onChange }: ColumnPickerProps) {
  const project = useProject()
  const kinds = project.state === 'ready' ? project.data.project.feedbackKinds : []
  const named = [...new Set(kinds.map(({ name }) => feedbackColumn(name)))]
  const others = [...USER_COLUMNS, ...named].filter((column) => !columns.includes(column))
  return (
    <div className="column-picker">
      <Shown columns={columns} onChange={onChange} />
      {others.length > 0 && (
        <Shortened of={others} noun="column" most={MAX_OTHERS} end={MAX_LISTED}>
          {(shown) => (
            <ul aria-label="Columns to add">
              {shown.map((column) => (
                <li key={column}>
                  <Checkbox checked={false} onChange={() => onChange(withColumn(columns, column))}>
                    {columnName(column)}
                  </Checkbox>
                </li>
              ))}
            </ul>
          )}
        </Shortened>
      )}
      <div className="actions">
        <button
          type="button"
          disabled={columns.join() === DEFAULT_COLUMNS.join()}
          onClick={() => onChange(DEFAULT_COLUMNS)}
        >
          Usual columns
        </button>
      </div>
    </div>
  )
}

/** The places keep their elements, and so the focus and the pointer; the columns go through them. */
function Shown({ columns, onChange }: ColumnPickerProps) {
  const list = useRef<HTMLOListElement>(null)
  const [dragged, setDragged] = useState<number | null>(null)
  const placeUnder = (y: number) =>
    [...(list.current?.children ?? [])].findIndex((place) => {
      const { top, bottom } = place.getBoundingClientRect()
      return y >= top && y < bottom
    })
  const drag = (event: PointerEvent) => {
    if (dragged === null) return
    const to = placeUnder(event.clientY)
    if (to < 1 || to === dragged) return
    onChange(moved(columns, dragged, to))
    setDragged(to)
  }
  const step = (from: number, by: -1 | 1) => {
    const name = by === -1 ? 'up' : 'down'
    if (moved(columns, from, from + by) === columns) return
    onChange(moved(columns, from, from + by))
    list.current?.children[from + by]?.querySelector<HTMLElement>(`.${name}`)?.focus()
  }
  return (
    <ol
      ref={list}
      aria-label="Columns shown"
      onPointerMove={drag}
      onPointerUp={() => setDragged(null)}
      onPointerCancel={() => setDragged(null)}
    >
      {columns.map((column, place) => (
        // oxlint-disable-next-line react/no-array-index-key -- see above
        <li key={place} className={place === dragged ? 'dragged' : undefined}>
          <Checkbox
            checked
            disabled={place === 0}
            onChange={() => onChange(columns.filter((shown) => shown !== column))}
          >
            {columnName(column)}
          </Checkbox>
          {place > 0 && (
            <Mover
              column={column}
              first={place === 1}
              last={place === columns.length - 1}
              onStep={(by) => step(place, by)}
              onGrip={(event) => {
                event.currentTarget.setPointerCapture(event.pointerId)
                setDragged(place)
              }}
            />
          )}
        </li>
      ))}
    </ol>
  )
}

interface MoverProps {
  column: UserColumn
  first: boolean
  last: boolean
  onStep: (by: -1 | 1) => void
  onGrip: (event: PointerEvent<HTMLElement>) => void
}

function Mover({ column, first, last, onStep, onGrip }: MoverProps) {
  const name = columnName(column)
  const steps = [
    { to: 'up', by: -1, isEnd: first },
    { to: 'down', by: 1, isEnd: last },
  ] as const
  return (
    <>
      {steps.map(({ to, by, isEnd }) => (
        <button
          key={to}
          type="button"
          className={`quiet step ${to}`}
          aria-label={`Move ${name} ${to}`}
          aria-disabled={isEnd}
          onClick={() => onStep(by)}
        >
          <Icon name={to} />
        </button>
      ))}
      <span className="grip" title="Drag to move" onPointerDown={onGrip}>
        <Icon name="grip" />
      </span>
    </>
  )
}
