// Everybody: the same measures over all users, and how they moved.
import { getRouteApi } from '@tanstack/react-router'
import { useAnswer } from '../../api/answers'
import { usePeriod, useProject } from '../../api/project'
import { graphql } from '../../generated'
import type { OverviewQuery } from '../../generated/graphql'
import { useNow } from '../../hooks/clock'
import { Show } from '../../parts/Answer'
import { lastIsOpen } from '../../parts/charts/openPoint'
import { Select } from '../../parts/controls/Select'
import { FeedbackSummaries } from '../../parts/feedback/FeedbackSummaries'
import { optionsOf } from '../../parts/filters/kinds'
import { useTitle } from '../../parts/frame/Frame'
import { LatencyLine } from '../../parts/measures/LatencyLine'
import { MeasureChart } from '../../parts/measures/MeasureChart'
import { overviewDefinitionsWith } from '../../parts/measures/measures'
import { MeasuresSkeleton } from '../../parts/measures/MeasuresSkeleton'
import { Models } from '../../parts/measures/Models'
import { Tiles } from '../../parts/measures/Tiles'
import { IntervalPicker } from '../../parts/period/IntervalPicker'
import { PeriodPicker } from '../../parts/period/PeriodPicker'
import { Setup } from '../../parts/setup/Setup'
import { OVERVIEW_MEASURES, type OverviewMeasure, type PeriodSearch } from '../../urls'
import type { OverviewSearch } from '../../urls/overview'
import { type PeriodView, resolve, type Resolved } from '../../urls/resolvePeriod'
import { Insights } from './Insights'

const OverviewDocument = graphql(`
  query Overview($period: Period, $drawn: Period, $interval: Interval!, $environments: [String!]) {
    overview(period: $period, environments: $environments) {
      userCount
      newUserCount
      attributedShare
      metrics {
        ...Sums
        feedback {
          ...FeedbackFigures
        }
      }
      previous {
        userCount
        newUserCount
        attributedShare
        metrics {
          ...Sums
          feedback {
            ...FeedbackFigures
          }
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
      annotationSummary {
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
          feedback {
            ...FeedbackFigures
          }
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

interface View extends PeriodView {
  env: string | undefined
}

function variables({ env, ...view }: View, now: number) {
  const { period, drawn, interval } = resolve(view, now)
  return { period, drawn, interval, environments: env === undefined ? undefined : [env] }
}

const route = getRouteApi('/overview')

export function OverviewPage() {
  useTitle('Overview')
  const search = route.useSearch()
  const { measure = 'users', env } = search
  const navigate = route.useNavigate()
  const period = usePeriod(search)
  const resolved = resolve(period, useNow())
  const answer = useAnswer(OverviewDocument, {
    view: { ...period, env },
    variables,
    waits: period.since === undefined,
  })
  const project = useProject()
  const environments = project.state === 'ready' ? project.data.project.environments : []
  const change = (patch: OverviewSearch, replace = false) =>
    void navigate({ search: { ...search, ...patch }, replace, resetScroll: false })
  if (answer.state === 'ready' && answer.data.arrived.nodes.length === 0) return <Setup />
  return (
    <>
      <div className="heading">
        <h1>Overview</h1>
        {(environments.length > 1 || env !== undefined) && (
          <Select
            label="Environment"
            value={env ?? ''}
            options={optionsOf('All environments', environments, env)}
            onChange={(chosen) => change({ env: chosen || undefined })}
          />
        )}
        <IntervalPicker resolved={resolved} onChange={(by) => change({ by }, true)} />
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
              interval={resolved.interval}
              onChoose={(chosen) => change({ measure: chosen }, true)}
              onZoom={change}
            />
            <Insights period={search} environment={env} />
            <div className="columns">
              <Models models={data.overview.models} />
              <FeedbackSummaries
                summaries={data.overview.feedbackSummary}
                annotations={data.overview.annotationSummary}
                interval={resolved.interval}
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
  interval: Resolved['interval']
  onChoose: (measure: OverviewMeasure) => void
  onZoom: (period: PeriodSearch) => void
}

function Measures({ data, measure, interval, onChoose, onZoom }: MeasuresProps) {
  const { overview, drawn } = data
  const definitions = overviewDefinitionsWith(overview.metrics.feedback)
  return (
    <section className="card measures">
      <Tiles
        measures={OVERVIEW_MEASURES}
        definitions={definitions}
        now={overview}
        before={overview.previous}
        points={drawn.activity}
        open={lastIsOpen(drawn.activity, interval, useNow())}
        chosen={measure}
        onChoose={onChoose}
      />
      <MeasureChart
        definition={definitions[measure]}
        activity={drawn.activity}
        interval={interval}
        onZoom={onZoom}
      />
      <LatencyLine latency={overview.latency} />
    </section>
  )
}
