// The point of a chart that is not over yet: it is drawn and said as what it is so far.
import * as format from '../../format'
import { endOf, type PointLength } from '../../urls/resolvePeriod'

/** Which of the points holds this moment; -1 where none does. */
export function openPoint(points: readonly string[], interval: PointLength, now: number): number {
  return points.findLastIndex((at) => Date.parse(at) <= now && endOf(at, interval) > now)
}

/** Whether the last of what was asked of each point is not over yet. */
export function lastIsOpen(
  activity: readonly { at: string }[],
  interval: PointLength,
  now: number,
): boolean {
  const last = activity.at(-1)
  return last !== undefined && openPoint([last.at], interval, now) >= 0
}

/** "Tue, Nov 3", or "Tue, Nov 3, so far" */
export function pointWords(at: string, interval: PointLength, now: number): string {
  const text = format.point(at, interval)
  return openPoint([at], interval, now) < 0 ? text : format.soFar(text)
}
