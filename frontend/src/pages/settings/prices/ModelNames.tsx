// Offers the models that arrived to the fields that ask for one.
import { graphql } from '../../../generated'
import { useAnswer } from '../../../api/answers'

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
  const answer = useAnswer(ModelNamesDocument, { view: null, variables: () => ({}), isLive: false })
  const models = answer.state === 'ready' ? answer.data.project.models : []
  return (
    <datalist id={MODELS_LIST}>
      {models.map((model) => (
        <option key={model}>{model}</option>
      ))}
    </datalist>
  )
}
