// Which feedback says that an answer was bad.
import type { FeedbackRowFragment, ScalesQuery } from '../../../generated/graphql'

/** The least and the greatest number that were ever given under a name. */
export interface Scale {
  name: string
  least: number
  greatest: number
}

/** Between the bounds of a range, as the server writes it. */
const RANGE = ' – '

export function scalesOf({ feedbackSummary }: ScalesQuery['overview']): Scale[] {
  return feedbackSummary
    .filter(({ dataType }) => dataType === 'NUMERIC')
    .map(({ name, distribution }) => {
      const bounds = distribution.flatMap(({ label }) => label.split(RANGE).map(Number))
      return { name, least: Math.min(...bounds), greatest: Math.max(...bounds) }
    })
}

type Given = Pick<FeedbackRowFragment, 'name' | 'dataType' | 'value'>

/** A No, or a number in the lower half of what is given under its name. */
export function isBad({ name, dataType, value }: Given, scales: readonly Scale[]): boolean {
  if (typeof value !== 'number') return false
  if (dataType === 'BOOLEAN') return value === 0
  const scale = scales.find((one) => one.name === name)
  return scale !== undefined && value < (scale.least + scale.greatest) / 2
}
