// What the users of the list did together. A question of its own: the list does not wait for it.
import type { QueryClient } from '@tanstack/react-query'
import { useNow } from '../../hooks/clock'
import { userFilter } from '../../parts/usersList/userFilter'
import { graphql } from '../../generated'
import type { UsersActivityQuery, UsersActivityQueryVariables } from '../../generated/graphql'
import { askAhead, useAnswer } from '../../api/graphql'
import { OVERVIEW_MEASURED } from '../../parts/measures/measures'
import { resolve } from '../../urls/resolvePeriod'
import type { PeriodSearch } from '../../urls'
import { LIST_MEASURES, type ListMeasure, type UsersFilter } from '../../urls/users'
import { Show } from '../../parts/Answer'
import { Chart } from '../../parts/charts/Chart'
import { Select } from '../../parts/controls/Select'

const UsersActivityDocument = graphql(`
  query UsersActivity($period: Period, $filter: UserFilter, $interval: Interval!) {
    usersActivity(period: $period, filter: $filter, interval: $interval) {
      at
      userCount
      newUserCount
      metrics {
        ...Sums
      }
    }
  }
`)

/** Which users, and since when there is something where the period has no beginning. */
interface Asked extends UsersFilter {
  since: string | null | undefined
}

function variables(asked: Asked, now: number): UsersActivityQueryVariables {
  const { period, interval } = resolve(asked, now, asked.since)
  return { period, interval, filter: userFilter(asked, now) }
}

export function activityAhead(client: QueryClient, search: UsersFilter): void {
  askAhead(client, UsersActivityDocument, { view: { ...search, since: null }, variables })
}

interface ListActivityProps {
  search: UsersFilter
  since: string | null | undefined
  measure: ListMeasure
  onMeasure: (measure: ListMeasure) => void
  onZoom: (period: PeriodSearch) => void
}

export function ListActivity(props: ListActivityProps) {
  const { search, since, measure, onMeasure, onZoom } = props
  const answer = useAnswer(UsersActivityDocument, {
    view: { ...search, since },
    variables,
    waits: since === undefined,
  })
  return (
    <section className="card list-activity" aria-label="Activity of these users">
      <Select
        label="Measure"
        value={measure}
        options={LIST_MEASURES.map((value) => ({ value, name: OVERVIEW_MEASURED[value].name }))}
        onChange={onMeasure}
      />
      <Show
        answer={answer}
        skeleton={<div className="plot blank" role="status" aria-label="Loading" />}
      >
        {({ usersActivity }) => (
          <Drawn
            points={usersActivity}
            search={search}
            since={since}
            measure={measure}
            onZoom={onZoom}
          />
        )}
      </Show>
    </section>
  )
}

type Points = UsersActivityQuery['usersActivity']

interface DrawnProps extends Omit<ListActivityProps, 'onMeasure'> {
  points: Points
}

function Drawn({ points, search, since, measure, onZoom }: DrawnProps) {
  const { interval } = resolve(search, useNow(), since)
  const { name, of, write, exactly, line, whole } = OVERVIEW_MEASURED[measure]
  return (
    <Chart
      compact
      title={name}
      points={points.map(({ at }) => at)}
      series={[{ name, values: points.map(of) }]}
      interval={interval}
      write={write}
      exactly={exactly}
      line={line}
      whole={whole}
      onZoom={onZoom}
    />
  )
}
