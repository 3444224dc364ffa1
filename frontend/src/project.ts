// What the project holds that a filter can be made of.
import { graphql } from './generated'
import { type Answer, useAnswer } from './graphql'
import type { ProjectQuery } from './generated/graphql'

const ProjectDocument = graphql(`
  query Project {
    project {
      environments
      feedbackNames
    }
  }
`)

export function useProject(): Answer<ProjectQuery> {
  return useAnswer(ProjectDocument, { view: null, variables: () => ({}), news: false })
}
