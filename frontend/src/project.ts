// What the project holds: since when, and what a filter can be made of.
import { graphql } from './generated'
import { type Answer, useAnswer } from './graphql'
import type { ProjectQuery } from './generated/graphql'
import { isOpen } from './period'
import type { PeriodSearch } from './urls'

const ProjectDocument = graphql(`
  query Project {
    project {
      firstTraceAt
      environments
      feedbackNames
    }
  }
`)

export function useProject(): Answer<ProjectQuery> {
  return useAnswer(ProjectDocument, { view: null, variables: () => ({}), news: false })
}

/** When the first trace of all began, where that is the beginning of the period and is known. */
export function useSince(period: PeriodSearch): string | undefined {
  const project = useProject()
  if (!isOpen(period) || project.state !== 'ready') return undefined
  return project.data.project.firstTraceAt ?? undefined
}
