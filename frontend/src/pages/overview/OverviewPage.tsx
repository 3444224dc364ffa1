// Everybody: the same measures over all users, and how they moved.
import { getRouteApi } from '@tanstack/react-router'
import { useNow } from '../../hooks/clock'
import { graphql } from '../../generated'
import type { OverviewQuery, OverviewQueryVariables } from '../../generated/graphql'
import { useAnswer } from '../../api/graphql'
import { OVERVIEW_MEASURED } from '../../parts/measures/measures'
import { Show } from '../../parts/Answer'
import { Chart } from '../../parts/charts/Chart'
import { lastIsOpen } from '../../parts/charts/openPoint'
import { MeasuresSkeleton } from '../../parts/measures/MeasuresSkeleton'
import { EnvironmentPicker } from '../../parts/controls/EnvironmentPicker'
import { FeedbackSummaries } from '../../parts/feedback/FeedbackSummaries'
import { useTitle } from '../../parts/frame/Frame'
import { IntervalPicker } from '../../parts/period/IntervalPicker'
import { LatencyLine } from '../../parts/measures/LatencyLine'
import { Models } from '../../parts/measures/Models'
import { PeriodPicker } from '../../parts/period/PeriodPicker'
import { Setup } from '../../parts/setup/Setup'
import { Tiles } from '../../parts/measures/Tiles'
import { WorthALook } from './Insights'
import { resolve } from '../../urls/resolvePeriod'
import { useProject, useSince } from '../../api/project'
import {
  OVERVIEW_MEASURES,
  type OverviewMeasure,
  type OverviewSearch,
  type PeriodSearch,
} from '../../urls'

const OverviewDocument = graphql(`
  query Overview($period: Period, $drawn: Period, $interval: Interval!, $environments: [String!]) {
    overview(period: $period, environments: $environments) {
      userCount
      newUserCount
      attributedShare
      metrics {
        ...Sums
      }
      previous {
        userCount
        newUserCount
        attributedShare
        metrics {
          ...Sums
        }
      }
      latency {
        ...Latency
      }
      models {
        ...Model
      }
      feedbackSummary {
        ...FeedbackByName
      }
    }
    drawn: overview(period: $drawn, environments: $environments) {
      activity(interval: $interval) {
        at
        userCount
        newUserCount
        attributedShare
        metrics {
          ...Sums
        }
      }
    }
    arrived: traces(first: 1) {
      nodes {
        traceId
      }
    }
  }
`)

/** The address without what only says which measure is drawn, and since when there is something. */
interface Asked extends Omit<OverviewSearch, 'measure'> {
  since: string | null | undefined
}

function variables(search: Asked, now: number): OverviewQueryVariables {
  const { period, drawn, interval } = resolve(search, now, search.since)
  const environments = search.env === undefined ? undefined : [search.env]
  return { period, drawn, interval, environments }
}

const route = getRouteApi('/overview')

export function OverviewPage() {
  useTitle('Overview')
  const search = route.useSearch()
  const { measure = 'users', ...addressed } = search
  const asked = { ...addressed, since: useSince(search) }
  const navigate = route.useNavigate()
  const answer = useAnswer(OverviewDocument, {
    view: asked,
    variables,
    waits: asked.since === undefined,
  })
  const project = useProject()
  const now = useNow()
  const change = (patch: OverviewSearch, replace = false) =>
    void navigate({ search: { ...search, ...patch }, replace, resetScroll: false })
  if (answer.state === 'ready' && answer.data.arrived.nodes.length === 0) return <Setup />
  return (
    <>
      <div className="heading">
        <h1>Overview</h1>
        <EnvironmentPicker
          value={asked.env}
          environments={project.state === 'ready' ? project.data.project.environments : []}
          onChange={(env) => change({ env })}
        />
        <IntervalPicker
          resolved={resolve(asked, now, asked.since)}
          onChange={(by) => change({ by }, true)}
        />
        <PeriodPicker value={search} onChange={change} />
      </div>
      <Show
        answer={answer}
        skeleton={<MeasuresSkeleton tiles={OVERVIEW_MEASURES.length} pictured />}
      >
        {(data) => (
          <>
            <Measures
              data={data}
              measure={measure}
              search={asked}
              onChoose={(chosen) => change({ measure: chosen }, true)}
              onZoom={change}
            />
            <WorthALook period={search} environment={asked.env} />
            <div className="columns">
              <Models models={data.overview.models} />
              <FeedbackSummaries
                summaries={data.overview.feedbackSummary}
                interval={resolve(asked, now, asked.since).interval}
              />
            </div>
          </>
        )}
      </Show>
    </>
  )
}

interface MeasuresProps {
  data: OverviewQuery
  measure: OverviewMeasure
  search: Asked
  onChoose: (measure: OverviewMeasure) => void
  onZoom: (period: PeriodSearch) => void
}

function Measures({ data, measure, search, onChoose, onZoom }: MeasuresProps) {
  const { overview, drawn } = data
  const now = useNow()
  const { interval } = resolve(search, now, search.since)
  const points = drawn.activity.map(({ at }) => at)
  const measured = OVERVIEW_MEASURED[measure]
  return (
    <section className="card measures">
      <Tiles
        measures={OVERVIEW_MEASURES}
        measured={OVERVIEW_MEASURED}
        now={overview}
        before={overview.previous}
        points={drawn.activity}
        open={lastIsOpen(drawn.activity, interval, now)}
        chosen={measure}
        onChoose={onChoose}
      />
      <Chart
        title={measured.name}
        points={points}
        series={[{ name: measured.name, values: drawn.activity.map(measured.of) }]}
        interval={interval}
        write={measured.write}
        exactly={measured.exactly}
        line={measured.line}
        whole={measured.whole}
        onZoom={onZoom}
      />
      <LatencyLine latency={overview.latency} />
    </section>
  )
}
