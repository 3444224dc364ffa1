// An id as it was sent, with a mark where a character of it cannot be seen.
import { pieces } from '../format/invisible'
import { Copy } from './controls/Copy'

export function Id({ of }: { of: string }) {
  return (
    <span className="id">
      {pieces(of).map(({ at, text, mark }) =>
        mark === undefined ? (
          text
        ) : (
          // The mark is no text, so that what is selected and copied is the id.
          <span key={at} className="unprinted" data-mark={mark}>
            {text}
          </span>
        ),
      )}
    </span>
  )
}

/** With a button that copies it; `what` is how that calls it. */
export function CopiedId({ of, what }: { of: string; what: string }) {
  return (
    <>
      <code>
        <Id of={of} />
      </code>{' '}
      <Copy text={of} what={what} />
    </>
  )
}
