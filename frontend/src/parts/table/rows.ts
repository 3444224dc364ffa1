// What a table does with its rows by keys, and how it fits the window.
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useKey } from '../../hooks/shortcuts'

/** Keys walk from row to row: the link of each has the focus, so Enter opens it. */
export function useRowKeys(body: RefObject<HTMLElement | null>, noun: string): void {
  const walk = (to: (at: number, last: number) => number) => {
    const links = [...(body.current?.querySelectorAll<HTMLElement>('tr > :first-child a') ?? [])]
    const at = links.findIndex((link) => link === document.activeElement)
    links[Math.min(Math.max(to(at, links.length - 1), 0), links.length - 1)]?.focus()
  }
  useKey('ArrowDown j', `To the next ${noun}; Enter opens it`, () => walk((at) => at + 1))
  useKey('ArrowUp k', `To the ${noun} before`, () =>
    walk((at, last) => (at === -1 ? last : at - 1)),
  )
  useKey('Home', `To the first ${noun}`, () => walk(() => 0))
  useKey('End', `To the last ${noun}`, () => walk((_, last) => last))
}

interface Fitting<Box extends HTMLElement> {
  box: RefObject<Box | null>
  /** Whether all of it can be seen without scrolling sideways. */
  fits: boolean
}

export function useFitting<Box extends HTMLElement>(): Fitting<Box> {
  const box = useRef<Box>(null)
  const [fits, setFits] = useState(false)
  useLayoutEffect(() => {
    const outer = box.current
    const inner = outer?.firstElementChild
    if (!outer || !inner) return undefined
    const measure = () => setFits(inner.getBoundingClientRect().width <= outer.clientWidth + 0.5)
    const watch = new ResizeObserver(measure)
    watch.observe(outer)
    watch.observe(inner)
    return () => watch.disconnect()
  }, [])
  return { box, fits }
}

const AT_ONCE = 6
const SCREEN = Array.from({ length: 12 }, (_, place) => place)

interface Growing<Row> {
  drawn: readonly Row[]
  /** The places of those that are to come, as far as a screen goes. */
  blank: readonly number[]
  isWhole: boolean
}

/** The rows to draw by now: a few at a time, so that a slow phone can answer a tap in between. */
export function useGrowing<Row>(rows: readonly Row[] | null): Growing<Row> {
  // Those that are known from the start come at once, else one could not go back to a place among them.
  const [most, setMost] = useState(rows === null ? AT_ONCE : Infinity)
  const drawn = rows === null ? [] : rows.slice(0, most)
  const isGrowing = rows !== null && rows.length > most
  const isWhole = rows !== null && !isGrowing
  useEffect(() => {
    if (!isGrowing) return undefined
    const soon = setTimeout(() => setMost(most + AT_ONCE))
    return () => clearTimeout(soon)
  }, [most, isGrowing])
  return { drawn, blank: isWhole ? [] : SCREEN.slice(drawn.length), isWhole }
}
