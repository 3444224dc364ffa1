// What the project holds: since when, and what a filter can be made of; and which others there are.
import type { QueryClient } from '@tanstack/react-query'
import { graphql } from '../generated'
import type { KindFragment, ProjectQuery } from '../generated/graphql'
import { periodParams, type PeriodSearch, pick } from '../urls'
import { isOpen, type PeriodView } from '../urls/resolvePeriod'
import { type Answer, fixedQuestion, prefetch, useAnswer } from './answers'

export const KindFragmentDocument = graphql(`
  fragment Kind on FeedbackKind {
    name
    dataType
  }
`)

const ProjectDocument = graphql(`
  query Project {
    project {
      firstTraceAt
      environments
      feedbackNames
      feedbackKinds {
        ...Kind
      }
      mainFeedback {
        ...Kind
      }
    }
    projects {
      projectId
      name
    }
  }
`)

/** The feedback of this name, without one the main one; undefined until it is known. */
export function useShownFeedback(name: string | undefined): KindFragment | undefined {
  const project = useProject()
  if (project.state !== 'ready') return undefined
  const { feedbackKinds, mainFeedback } = project.data.project
  if (name === undefined) return mainFeedback ?? undefined
  return feedbackKinds.find((kind) => kind.name === name)
}

const QUESTION = fixedQuestion(false)

export function useProject(): Answer<ProjectQuery> {
  return useAnswer(ProjectDocument, QUESTION)
}

export function prefetchProject(client: QueryClient): void {
  prefetch(client, ProjectDocument, QUESTION)
}

/** The period of the page; when it began is undefined while it must be known and is not. */
export function usePeriod(search: PeriodSearch): PeriodView {
  const project = useProject()
  const since = project.state === 'ready' ? project.data.project.firstTraceAt : undefined
  const isNeeded = isOpen(search) && project.state !== 'failed'
  return { ...pick(periodParams, search), since: isNeeded ? since : null }
}
