// What is measured, as addresses name it.

export const MEASURES = ['traces', 'sessions', 'errors', 'tokens', 'cost', 'feedback'] as const
export type Measure = (typeof MEASURES)[number]

export const OVERVIEW_MEASURES = [
  'users',
  'new-users',
  'attributed',
  ...MEASURES,
  'error-rate',
] as const
export type OverviewMeasure = (typeof OVERVIEW_MEASURES)[number]

export const LIST_MEASURES = [
  'users',
  'new-users',
  'traces',
  'sessions',
  'errors',
  'error-rate',
  'tokens',
  'cost',
  'feedback',
] as const
