// The end of what is there of a list: what follows is asked for before one gets here.
import { useEffect, useRef } from 'react'

interface EdgeProps {
  /** Whether there is more. */
  has: boolean
  /** Null while that is on its way. */
  onReach: (() => void) | null
}

/** So far ahead, in pixels, that who scrolls does not wait. */
const AHEAD = 1500

export function Edge({ has, onReach }: EdgeProps) {
  const edge = useRef<HTMLDivElement>(null)
  const latest = useRef(onReach)
  useEffect(() => {
    latest.current = onReach
  })
  const isFree = onReach !== null
  useEffect(() => {
    if (!edge.current || !isFree) return undefined
    const watch = new IntersectionObserver(
      ([entry]) => entry?.isIntersecting && latest.current?.(),
      { rootMargin: `${AHEAD}px 0px` },
    )
    watch.observe(edge.current)
    return () => watch.disconnect()
  }, [isFree])
  if (!has) return null
  return <div ref={edge} className="edge blank" role="status" aria-label="Loading" />
}
