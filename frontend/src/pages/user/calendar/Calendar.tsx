// Active days as a calendar: a column for each week, a square for each day, fuller the more there was.
import { type KeyboardEvent, type PointerEvent, useId, useState } from 'react'
import * as format from '../../../format'
import { useNow } from '../../../hooks/clock'
import { openPoint } from '../../../parts/charts/openPoint'
import type { Period } from '../../../urls/resolvePeriod'
import { type Cell, cellsOf, type Day, monthsOf, weeksWithin } from './weeks'

interface CalendarProps {
  title: string
  /** Every day of what is shown, in order. */
  days: readonly Day[]
  /** Which stretch that is, as one says it of a number of days. */
  stretch: string
  /** What a count is of. */
  noun: string
  /** The period of the page, which is underlined where it is not all that is shown. */
  period: Period
  onChoose: (day: string) => void
}

const PITCH = 12
const SIZE = 10
const LEFT = 30
const TOP = 16
const HEIGHT = TOP + 7 * PITCH + 4
const STEPS: Record<string, number> = {
  ArrowUp: -1,
  ArrowDown: 1,
  ArrowLeft: -7,
  ArrowRight: 7,
  Home: -Infinity,
  End: Infinity,
}
/** Every other day: there is no room for more. */
const NAMED_DAYS = [0, 2, 4] as const
const LEVELS = [0, 1, 2, 3, 4] as const

export function Calendar(props: CalendarProps) {
  const { title, days, stretch, noun, period, onChoose } = props
  const cells = cellsOf(days)
  const now = useNow()
  const [at, setAt] = useState<number | null>(null)
  const pointed = at === null ? undefined : cells[at]
  const hint = useId()
  const hasOtherDays = days.some(({ day }) => format.hasOtherDays(day))
  const active = days.filter(({ count }) => count > 0)
  return (
    <figure className="calendar">
      <figcaption>
        <span>{title}</span>{' '}
        <output className="faint">
          {pointed ? dayLabel(pointed, noun, now) : `${format.count(active.length)} ${stretch}`}
        </output>
      </figcaption>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it takes keys and the pointer as a whole */}
      <div
        className="calendar-days"
        key={days[0]?.day}
        ref={scrollToEnd}
        role="application"
        aria-roledescription="calendar"
        aria-label={title}
        aria-describedby={hint}
        tabIndex={0}
        onPointerMove={(event) => setAt(cellUnder(event))}
        onPointerLeave={() => setAt(null)}
        onBlur={() => setAt(null)}
        onClick={(event) => {
          const cell = cells[cellUnder(event) ?? -1]
          if (cell) onChoose(cell.day)
        }}
        onKeyDown={(event) => {
          const to = walk(event, at, cells.length - 1)
          if (to !== null) setAt(to)
          else if (event.key === 'Enter' && pointed) onChoose(pointed.day)
        }}
      >
        <Squares cells={cells} period={period} pointed={pointed} />
      </div>
      <div className="calendar-foot">
        <details>
          <summary>As a table</summary>
          <DayTable title={title} days={active} noun={noun} onChoose={onChoose} />
        </details>
        {hasOtherDays && <small className="faint">Days are UTC days.</small>}
        <Levels />
      </div>
      <p className="hint" id={hint} hidden>
        Arrow keys move from day to day, Enter shows that day alone.
      </p>
    </figure>
  )
}

/** What the squares mean. */
function Levels() {
  return (
    <span className="levels faint">
      Less
      <svg width={LEVELS.length * PITCH} height={SIZE} aria-hidden="true">
        {LEVELS.map((level) => (
          <rect key={level} x={level * PITCH} {...SQUARE} className={`level-${level}`} />
        ))}
      </svg>
      More
    </span>
  )
}

const SQUARE = { width: SIZE, height: SIZE, rx: 2 }

/** What happened last is what is looked for first. */
function scrollToEnd(element: HTMLElement | null): void {
  if (element) element.scrollLeft = element.scrollWidth
}

function dayLabel({ day, count }: Day, noun: string, now: number): string {
  return `${format.weekday(day)}, ${dayWords(day, now)}: ${format.plural(count, noun)}`
}

function dayWords(day: string, now: number): string {
  return isToday(day, now) ? format.soFar(format.day(day)) : format.day(day)
}

function isToday(day: string, now: number): boolean {
  return openPoint([day], 'DAY', now) >= 0
}

function xOf(week: number): number {
  return LEFT + week * PITCH
}

function yOf(weekday: number): number {
  return TOP + weekday * PITCH
}

function cellUnder(event: Pick<PointerEvent, 'target'>): number | null {
  const at = event.target instanceof SVGElement ? event.target.dataset.at : undefined
  return at === undefined ? null : Number(at)
}

/** Where a key leads to from a day; null for a key that leads nowhere. */
function walk(event: KeyboardEvent, from: number | null, last: number): number | null {
  const step = STEPS[event.key]
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey || last < 0) return null
  event.preventDefault()
  return from === null ? last : Math.min(Math.max(from + step, 0), last)
}

interface SquaresProps {
  cells: readonly Cell[]
  period: Period
  pointed: Cell | undefined
}

function Squares({ cells, period, pointed }: SquaresProps) {
  const weeks = (cells.at(-1)?.week ?? 0) + 1
  const within = weeksWithin(cells, period)
  const now = useNow()
  return (
    <svg width={xOf(weeks)} height={HEIGHT} aria-hidden="true">
      {monthsOf(cells).map(({ day, week }) => (
        <text key={day} x={xOf(week)} y={TOP - 6}>
          {format.month(day)}
        </text>
      ))}
      {NAMED_DAYS.map((weekday) => {
        const cell = cells.find((one) => one.weekday === weekday)
        return (
          cell && (
            <text key={weekday} x={0} y={yOf(weekday) + SIZE - 1}>
              {format.weekday(cell.day)}
            </text>
          )
        )
      })}
      {cells.map(({ day, week, weekday, level }, at) => (
        <rect
          key={day}
          data-at={at}
          x={xOf(week)}
          y={yOf(weekday)}
          {...SQUARE}
          className={isToday(day, now) ? `level-${level} today` : `level-${level}`}
        />
      ))}
      {within && within[1] - within[0] + 1 < weeks && (
        <rect
          className="within"
          x={xOf(within[0])}
          y={yOf(7)}
          width={(within[1] - within[0]) * PITCH + SIZE}
          height={2}
        />
      )}
      {pointed && (
        <rect
          className="pointed"
          x={xOf(pointed.week) - 1}
          y={yOf(pointed.weekday) - 1}
          width={SIZE + 2}
          height={SIZE + 2}
          rx={3}
        />
      )}
    </svg>
  )
}

interface DayTableProps extends Pick<CalendarProps, 'title' | 'days' | 'noun' | 'onChoose'> {}

function DayTable({ title, days, noun, onChoose }: DayTableProps) {
  const now = useNow()
  return (
    <div className="table values" role="region" aria-label={`${title} as a table`} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Day, UTC</th>
            <th scope="col" className="number">
              {noun}s
            </th>
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map(({ day, count }) => (
            <tr key={day}>
              <td>
                <button type="button" className="quiet" onClick={() => onChoose(day)}>
                  {dayWords(day, now)}
                </button>
              </td>
              <td className="number">{format.count(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
