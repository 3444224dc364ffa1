// The days on which a user was active.
import { useAnswer } from '../../../api/answers'
import { graphql } from '../../../generated'
import { useNow } from '../../../hooks/clock'
import { Show } from '../../../parts/Answer'
import { Select } from '../../../parts/controls/Select'
import { optionsOf } from '../../../parts/filters/kinds'
import { FIRST_PAGE } from '../../../urls'
import { resolve } from '../../../urls/resolvePeriod'
import { useAddress } from '../address'
import { Calendar } from './Calendar'
import { calendarSpan, yearsSince } from './weeks'

const UserDaysDocument = graphql(`
  query UserDays($userId: String!, $shown: Period!) {
    user(userId: $userId) {
      activity(period: $shown, interval: DAY) {
        at
        metrics {
          traceCount
        }
      }
    }
  }
`)

export function UserCalendar({ firstSeenAt }: { firstSeenAt: string }) {
  const { userId, search, change } = useAddress()
  const now = useNow()
  const { year } = search
  const answer = useAnswer(UserDaysDocument, {
    view: { year },
    subject: userId,
    variables: (view, at) => ({
      userId,
      shown: calendarSpan(view.year, at),
    }),
  })
  const years = yearsSince(firstSeenAt, now)
  return (
    <div className="user-calendar">
      {(years.length > 0 || year !== undefined) && (
        <Select
          label="Shown in the calendar"
          value={year ?? ''}
          options={optionsOf('Last 12 months', years, year)}
          onChange={(chosen) => change({ year: chosen || undefined })}
        />
      )}
      <Show answer={answer} skeleton={<div className="calendar-skeleton" aria-hidden="true" />}>
        {({ user }) => (
          <Calendar
            title="Active days"
            stretch={year === undefined ? 'in the last 12 months' : `in ${year}`}
            noun="trace"
            days={(user?.activity ?? []).map(({ at, metrics }) => ({
              day: at.slice(0, 10),
              count: Number(metrics.traceCount),
            }))}
            period={resolve(search, now).period}
            onChoose={(day) => change({ from: day, to: day, ...FIRST_PAGE })}
          />
        )}
      </Show>
    </div>
  )
}
