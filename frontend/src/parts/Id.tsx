// An id as it was sent, with a mark where a character of it cannot be seen.
import { pieces } from '../format/invisible'

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
