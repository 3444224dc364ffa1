// Any value, once what reads it has come: a page that shows none must not load it.
import { lazy, Suspense } from 'react'
import type { ValueProps } from './Value'

/** Also to be called ahead, where a value is sure to be shown. */
export const loadValue = () => import('./Value')

const Value = lazy(async () => ({ default: (await loadValue()).Value }))

export function LazyValue(props: ValueProps) {
  return (
    <Suspense fallback={null}>
      <Value {...props} />
    </Suspense>
  )
}

/** Under its name, or nothing where there is none. */
export function NamedValue({ name, ...props }: ValueProps & { name: string }) {
  const { value } = props
  if (value === null || value === undefined || value === '') return null
  return (
    <section className="named" aria-label={name}>
      <h3>{name}</h3>
      <LazyValue name={name.toLowerCase()} {...props} />
    </section>
  )
}
