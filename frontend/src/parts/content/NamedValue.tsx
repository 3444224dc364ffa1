// A value under its name, or nothing where there is none.
import { LazyValue } from './LazyValue'
import type { ValueProps } from './Value'

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
