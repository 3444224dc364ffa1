import { useRefreshingChange } from '../../api/changes'
// Whether who has only the public key, as every visitor's browser, needs a token to give feedback.
import { graphql } from '../../generated'
import { Checkbox } from '../../parts/controls/Checkbox'
import { ErrorMessage } from '../../parts/controls/ErrorMessage'

const RequireFeedbackTokenDocument = graphql(`
  mutation RequireFeedbackToken($input: RequireFeedbackTokenInput!) {
    requireFeedbackToken(input: $input) {
      __typename
    }
  }
`)

export function Visitors({ isTokenRequired }: { isTokenRequired: boolean }) {
  const { change, busy, reason } = useRefreshingChange(RequireFeedbackTokenDocument)
  return (
    <section className="card">
      <h2>Feedback from visitors</h2>
      <p className="faint about">
        A public key alone, as in a page that asks your visitors, gives feedback and reads nothing.
        Anybody can take it from there and give feedback on any trace. With a token that your server
        signs for one trace or session, visitors give feedback only on that one.
      </p>
      <Checkbox
        isSwitch
        checked={isTokenRequired}
        disabled={busy}
        onChange={(isRequired) => change({ input: { isRequired } })}
      >
        Visitors need a signed token
      </Checkbox>
      <ErrorMessage reason={reason} />
    </section>
  )
}
