// What the project holds: since when, and what a filter can be made of; and which others there are.
import type { QueryClient } from '@tanstack/react-query'
import { graphql } from '../generated'
import { type Answer, askAhead, useAnswer } from './graphql'
import type { ProjectQuery } from '../generated/graphql'
import { isOpen } from '../urls/resolvePeriod'
import type { PeriodSearch } from '../urls'

const ProjectDocument = graphql(`
  query Project {
    project {
      firstTraceAt
      environments
      feedbackNames
    }
    projects {
      projectId
      name
    }
  }
`)

const ASKED = { view: null, variables: () => ({}), news: false }

export function useProject(): Answer<ProjectQuery> {
  return useAnswer(ProjectDocument, ASKED)
}

export function projectAhead(client: QueryClient): void {
  askAhead(client, ProjectDocument, ASKED)
}

/** When the first trace of all began, where that is the beginning of the period: undefined until it is known. */
export function useSince(period: PeriodSearch): string | null | undefined {
  const project = useProject()
  if (!isOpen(period) || project.state === 'failed') return null
  return project.state === 'ready' ? project.data.project.firstTraceAt : undefined
}
