// Who rated down, by one click: those with a no, or with the lowest mean first.
import { useShownFeedback } from '../../api/project'
import { Icon } from '../../parts/controls/Icon'
import type { UsersSearch } from '../../urls/users'
import { useAddress } from './address'

export function RatedDown() {
  const { search, change } = useAddress()
  const kind = useShownFeedback(search.feedback)
  if (!kind) return null
  const { isOn, on, off } = switchOf(kind.name, kind.dataType, search)
  if (!on) return null
  return (
    <button
      type="button"
      className="tool"
      aria-pressed={isOn}
      title={`Feedback: ${kind.name}`}
      onClick={() => change(isOn ? off : on)}
    >
      <Icon name="thumbDown" /> {kind.dataType === 'BOOLEAN' ? 'Rated down' : 'Lowest rated'}
    </button>
  )
}

interface Switch {
  isOn: boolean
  /** Undefined where nothing is up or down. */
  on?: UsersSearch
  off: UsersSearch
}

function switchOf(name: string, dataType: string, search: UsersSearch): Switch {
  if (dataType === 'BOOLEAN') {
    return {
      isOn: search.feedback === name && search.feedbackAnswer === 'no',
      on: { feedback: name, feedbackAnswer: 'no' },
      off: { feedback: undefined, feedbackAnswer: undefined },
    }
  }
  return {
    isOn: search.sort === 'feedback',
    on: dataType === 'NUMERIC' ? { sort: 'feedback' } : undefined,
    off: { sort: undefined },
  }
}
