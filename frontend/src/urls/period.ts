// The period that a page is about, as the address has it.
import * as v from 'valibot'
import { moment, oneOf } from './params'

export const PRESETS = ['24h', '7d', '30d', '90d', 'all'] as const
export type Preset = (typeof PRESETS)[number]

export const INTERVALS = ['hour', 'day', 'week', 'month'] as const
export type IntervalParam = (typeof INTERVALS)[number]

/**
 * A preset, or a range from and to, which wins; the preset is then what zooming out leads back to.
 * Both are UTC days, inclusive (`2026-11-03`), or instants of a half-open range (`2026-11-03T14:00Z`).
 * `by` is how finely charts are drawn; left out: as suits the period.
 */
export const periodParams = {
  period: oneOf(PRESETS),
  from: moment,
  to: moment,
  by: oneOf(INTERVALS),
}
const periodSearch = v.object(periodParams)
export type PeriodSearch = v.InferInput<typeof periodSearch>
