// What stands under the axis of a chart: days and longer are named once each, as the UTC days they are.
import * as format from '../../format'
import type { PointLength } from '../../urls/resolvePeriod'

const DAY = 86_400
const YEAR = 365 * DAY
/** So wide is a name with the room that it needs, in pixels. */
const ROOM = 62
const HOUR_ROOM = 76
const WIDE_ROOM = 100
/** Beside the points, in pixels: the other axis and the edge. */
const BEFORE = 56
const AFTER = 24

interface Drawn {
  /** When each point begins and the last one is over, in seconds. */
  edges: readonly number[]
  interval: PointLength
}

export function isOfDays(interval: PointLength): interval is format.IntervalName {
  return interval !== 'HOUR' && interval !== 'MINUTE'
}

/** The middle of each point, in seconds: there it is drawn. */
export function middles(edges: readonly number[]): number[] {
  return edges.slice(1).map((edge, at) => (edge + (edges[at] ?? edge)) / 2)
}

/** How much room each name takes on the axis. */
export function roomOf({ edges, interval }: Drawn): number {
  if (!isOfDays(interval)) return isLong(edges, DAY) ? WIDE_ROOM : HOUR_ROOM
  return interval === 'MONTH' || isLong(edges, YEAR) ? WIDE_ROOM : ROOM
}

/** Of days and longer, the points that are named: every one, or every so many from the first on. */
export function marksOf(drawn: Drawn, width: number): number[] {
  const points = middles(drawn.edges)
  const [room, wide] = [roomOf(drawn), width - BEFORE - AFTER]
  const every = Math.ceil((points.length * room) / Math.max(wide, room))
  // The last name must not go over the edge.
  const fits = (at: number) => wide * (1 - (at + 0.5) / points.length) + AFTER >= room / 2
  return points.filter((_, at) => at % every === 0 && (at === 0 || fits(at)))
}

export function namesOf({ edges, interval }: Drawn, marks: readonly number[]): string[] {
  if (!isOfDays(interval)) {
    const days = isLong(edges, DAY)
    return marks.map((mark) => format.axisHour(new Date(mark * 1000), days))
  }
  const years = isLong(edges, YEAR)
  return marks.map((mark) => {
    const begin = edges.findLast((edge) => edge <= mark) ?? mark
    return format.axisDay(new Date(begin * 1000), interval, years)
  })
}

function isLong(edges: readonly number[], seconds: number): boolean {
  const [first = 0, last = first] = [edges[0], edges.at(-1)]
  return last - first > seconds
}
