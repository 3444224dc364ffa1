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
