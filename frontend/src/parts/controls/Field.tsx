// A field of a form under its name.
import type { ComponentProps, ReactNode } from 'react'

export function Field({ label, ...input }: ComponentProps<'input'> & { label: ReactNode }) {
  return (
    <label>
      {label}
      <input autoComplete="off" {...input} />
    </label>
  )
}
