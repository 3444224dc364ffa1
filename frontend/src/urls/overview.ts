// What the address of the overview holds.
import * as v from 'valibot'
import { OVERVIEW_MEASURES } from './measures'
import { oneOf, text } from './params'
import { periodParams } from './period'

export const overviewSearch = v.object({
  measure: oneOf(OVERVIEW_MEASURES),
  env: text,
  ...periodParams,
})
export type OverviewSearch = v.InferInput<typeof overviewSearch>
