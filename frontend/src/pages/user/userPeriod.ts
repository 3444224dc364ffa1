// The period that a user's page is about, and what it means now.
import { type Resolved, resolve } from '../../urls/resolvePeriod'
import { useSince } from '../../api/project'
import type { PeriodSearch } from '../../urls'
import { periodOf } from '../../urls/user'

export interface Asked extends PeriodSearch {
  /** Where the period has no beginning: when the first trace of all began. */
  since: string | null | undefined
}

export function useAsked(search: PeriodSearch): Asked {
  return { ...periodOf(search), since: useSince(search) }
}

export function resolveAsked(asked: Asked, now: number): Resolved {
  return resolve(asked, now, asked.since)
}
