// Which feedback is shown where there is room for one: the name most rated, or one that is chosen.
import { useRefreshingChange } from '../../api/changes'
import { graphql } from '../../generated'
import type { SettingsQuery } from '../../generated/graphql'
import { ErrorMessage } from '../../parts/controls/ErrorMessage'
import { Select } from '../../parts/controls/Select'
import { optionsOf } from '../../parts/filters/kinds'

const SetMainFeedbackDocument = graphql(`
  mutation SetMainFeedback($input: SetMainFeedbackInput!) {
    setMainFeedback(input: $input) {
      __typename
    }
  }
`)

type MainFeedbackProps = Pick<
  SettingsQuery['project'],
  'feedbackKinds' | 'mainFeedback' | 'chosenFeedbackName'
>

export function MainFeedback(props: MainFeedbackProps) {
  const { feedbackKinds, mainFeedback, chosenFeedbackName } = props
  const { change, reason } = useRefreshingChange(SetMainFeedbackDocument)
  const chosen = chosenFeedbackName ?? undefined
  const isMost = chosen === undefined && mainFeedback
  const most = isMost ? `The one rated most: ${mainFeedback.name}` : 'The one rated most'
  const names = [...new Set(feedbackKinds.map(({ name }) => name))].toSorted()
  return (
    <section className="card">
      <h2>Main feedback</h2>
      <p className="faint about">
        Each name of feedback is counted by itself, on its own scale. Where there is room for one
        figure, as in the list of users, it is of this one.
      </p>
      <label className="main-feedback">
        Show
        <Select
          value={chosen ?? ''}
          options={optionsOf(most, names, chosen)}
          onChange={(name) => change({ input: { name: name || null } })}
        />
      </label>
      <ErrorMessage reason={reason} />
    </section>
  )
}
