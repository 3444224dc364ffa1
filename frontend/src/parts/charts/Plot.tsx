// The drawing of a chart, by uPlot.
import { useEffect, useId, useLayoutEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { useDark } from '../../hooks/theme'
import { periodBetween } from '../../urls/resolvePeriod'
import { type ChartProps, valueText } from './Chart'
import { listenForMarks, pointUnder } from './marking'
import { pointWords } from './openPoint'
import { coloursOf, dataOf, edgesOf, optionsOf } from './plotting'

/** "Mon, Nov 3: 12", or with the name of each of several series. */
function pointLabel(
  { points, series, interval, measure }: ChartProps,
  index: number | null,
): string {
  const at = index === null ? undefined : points[index]
  if (at === undefined || index === null) return ''
  const parts = series.map(({ name, values }) => {
    const value = valueText(values[index], measure.exactly)
    return series.length > 1 ? `${name} ${value}` : value
  })
  return `${pointWords(at, interval, Date.now())}: ${parts.join(', ')}`
}

interface Drawing {
  element: HTMLElement
  legend: Element | null
  /** What to show, now and whenever it is asked again. */
  latest: () => ChartProps
  say: (text: string) => void
}

interface Drawn {
  plot: uPlot
  erase: () => void
}

function sizeOf(element: HTMLElement): { width: number; height: number } {
  return { width: element.clientWidth, height: element.clientHeight }
}

function draw({ element, legend, latest, say }: Drawing): Drawn {
  const edges = () => edgesOf(latest())
  const data = dataOf(latest(), Date.now())
  const colours = coloursOf(element, legend, latest().measure.line)
  const options = optionsOf(latest, colours, sizeOf(element))
  const tell = (drawn: uPlot) => say(pointLabel(latest(), pointUnder(drawn, edges())))
  const plot = new uPlot({ ...options, hooks: { setCursor: [tell] } }, data, element)
  const zoom = (first: number, last: number) => {
    const [from, to] = [edges()[first], edges()[last + 1]]
    if (from !== undefined && to !== undefined) {
      latest().onZoom?.(periodBetween(from * 1000, to * 1000))
    }
  }
  const stop = listenForMarks({
    plot,
    holder: element,
    edges,
    zoom: () => (latest().onZoom ? zoom : null),
  })
  const erase = () => {
    stop()
    plot.destroy()
  }
  return { plot, erase }
}

/** Keeps the drawing in the place of `holder` as the props say; what is pointed at is in `output`. */
function useDrawing(props: ChartProps) {
  const { points, series, interval, measure } = props
  const holder = useRef<HTMLDivElement>(null)
  const legend = useRef<HTMLUListElement>(null)
  const output = useRef<HTMLOutputElement>(null)
  const plot = useRef<uPlot | null>(null)
  const latest = useRef(props)
  const dark = useDark()
  const count = series.length

  useLayoutEffect(() => {
    latest.current = props
  })

  useEffect(() => {
    const element = holder.current
    if (!element) return undefined
    let drawn: Drawn | null = null
    const say = (text: string) => {
      if (output.current) output.current.textContent = text
    }
    // Told of its first size, too: by then the page is laid out, and need not be for the chart alone.
    const watch = new ResizeObserver(() => {
      drawn?.plot.setSize(sizeOf(element))
      drawn ??= draw({ element, legend: legend.current, latest: () => latest.current, say })
      plot.current = drawn.plot
    })
    watch.observe(element)
    return () => {
      watch.disconnect()
      plot.current = null
      drawn?.erase()
    }
    // oxlint-disable-next-line react/exhaustive-deps, react/exhaustive-effect-dependencies -- dark changes the style sheet's colours
  }, [interval, measure, dark, count])

  useEffect(() => {
    plot.current?.setData(dataOf({ points, series, measure, interval }, Date.now()))
  }, [points, series, measure, interval])

  return { holder, legend, output }
}

export function Plot(props: ChartProps) {
  const { title, series, onZoom } = props
  const { holder, legend, output } = useDrawing(props)
  const hint = useId()
  return (
    <>
      <figcaption>
        <span>{title}</span> <output className="faint" ref={output} />
      </figcaption>
      <div
        className="plot"
        ref={holder}
        role="application"
        aria-roledescription="chart"
        aria-label={`${title} over time`}
        aria-describedby={hint}
        tabIndex={0}
      />
      {series.length > 1 && (
        <ul className="legend" ref={legend}>
          {series.map(({ name }) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      )}
      <p className="hint faint" id={hint}>
        {onZoom
          ? 'Drag to zoom. With keys: arrows move, Shift and arrows mark, Enter zooms, Escape cancels.'
          : 'Arrow keys move from point to point.'}
      </p>
    </>
  )
}
