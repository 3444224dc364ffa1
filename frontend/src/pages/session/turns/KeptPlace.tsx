// Keeps what is read where it is while turns are put before it or taken away there.
import { Component, type ReactNode, type RefObject } from 'react'
import { firstInSight } from './walking'

interface KeptPlaceProps {
  list: RefObject<HTMLElement | null>
  /** The first that is there: another one once the list begins elsewhere. */
  firstId: string | undefined
  children: ReactNode
}

interface Place {
  turn: HTMLElement
  top: number
}

/** A class, since only these are asked what was there before the page changes. */
export class KeptPlace extends Component<KeptPlaceProps> {
  override getSnapshotBeforeUpdate({ firstId, list }: KeptPlaceProps): Place | null {
    const turn = firstId === this.props.firstId ? undefined : firstInSight(list.current)
    return turn ? { turn, top: turn.getBoundingClientRect().top } : null
  }

  override componentDidUpdate(_props: KeptPlaceProps, _state: unknown, place: Place | null): void {
    if (!place?.turn.isConnected) return
    const moved = place.turn.getBoundingClientRect().top - place.top
    if (moved !== 0) scrollBy({ top: moved, behavior: 'instant' })
  }

  override render(): ReactNode {
    return this.props.children
  }
}
