// What the users of the list did together. A question of its own: the list does not wait for it.
import type { QueryClient } from '@tanstack/react-query'
import { prefetch, useAnswer } from '../../api/answers'
import { useShownFeedback } from '../../api/project'
import { graphql } from '../../generated'
import { useNow } from '../../hooks/clock'
import { Show } from '../../parts/Answer'
import { Select } from '../../parts/controls/Select'
import { filterOf } from '../../parts/filters/condition'
import { MeasureChart } from '../../parts/measures/MeasureChart'
import { overviewDefinitionsWith } from '../../parts/measures/measures'
import { USER_CONDITIONS } from '../../parts/usersList/userConditions'
import { LIST_MEASURES, pick } from '../../urls'
import { type PeriodView, resolve } from '../../urls/resolvePeriod'
import { userListParams, type UserListSearch, type UsersSearch } from '../../urls/users'
import { useAddress } from './address'

const UsersActivityDocument = graphql(`
  query UsersActivity(
    $period: Period
    $filter: UserFilter
    $interval: Interval!
    $feedback: String
  ) {
    usersActivity(period: $period, filter: $filter, interval: $interval) {
      at
      userCount
      newUserCount
      metrics {
        ...Sums
        feedback(name: $feedback) {
          ...FeedbackFigures
        }
      }
    }
  }
`)

/** Which users, whatever is shown of them and in which order. */
function viewOf(search: UsersSearch, { since }: PeriodView) {
  return { ...pick(userListParams, search), since }
}

function variables(view: UserListSearch & PeriodView, now: number) {
  const { period, interval } = resolve(view, now)
  const filter = filterOf(USER_CONDITIONS, view, now)
  return { period, interval, filter, feedback: view.feedback }
}

export function prefetchActivity(client: QueryClient, search: UsersSearch): void {
  prefetch(client, UsersActivityDocument, { view: viewOf(search, { since: null }), variables })
}

export function ListActivity() {
  const { search, period, show, change } = useAddress()
  const { measure = 'users' } = search
  const { interval } = resolve(period, useNow())
  const definitions = overviewDefinitionsWith(useShownFeedback(search.feedback))
  const answer = useAnswer(UsersActivityDocument, {
    view: viewOf(search, period),
    variables,
    waits: period.since === undefined,
  })
  return (
    <section className="card list-activity" aria-label="Activity of these users">
      <Select
        label="Measure"
        value={measure}
        options={LIST_MEASURES.map((value) => ({
          value,
          name: definitions[value].name,
        }))}
        onChange={(chosen) => show({ measure: chosen }, true)}
      />
      <Show
        answer={answer}
        skeleton={<div className="plot blank" role="status" aria-label="Loading" />}
      >
        {({ usersActivity }) => (
          <MeasureChart
            compact
            definition={definitions[measure]}
            activity={usersActivity}
            interval={interval}
            onZoom={change}
          />
        )}
      </Show>
    </section>
  )
}
