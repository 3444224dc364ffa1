import { fixedQuestion, useAnswer } from '../../../api/answers'
// Offers the models that arrived to the fields that ask for one.
import { graphql } from '../../../generated'
import { Suggestions } from '../../../parts/controls/Suggestions'

const ModelNamesDocument = graphql(`
  query ModelNames {
    project {
      models
    }
  }
`)

/** What a field names as its list. */
export const MODELS_LIST = 'models-that-arrived'

export function ModelNames() {
  const answer = useAnswer(ModelNamesDocument, fixedQuestion(false))
  const models = answer.state === 'ready' ? answer.data.project.models : []
  return <Suggestions id={MODELS_LIST} of={models} />
}
