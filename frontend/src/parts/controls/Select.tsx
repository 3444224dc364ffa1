// One of some values: the browser's own list, which every device and reader knows how to show.

interface SelectProps<T extends string> {
  /** Its name, where no label is around it. */
  label?: string
  /** In a form that is read when it is sent. */
  name?: string
  options: readonly { value: T; name: string }[]
  value?: T
  defaultValue?: T
  onChange?: (value: T) => void
}

export function Select<T extends string>(props: SelectProps<T>) {
  const { label, name, options, value, defaultValue, onChange } = props
  const choose = (text: string) => {
    const option = options.find((one) => one.value === text)
    if (option) onChange?.(option.value)
  }
  return (
    <select
      aria-label={label}
      name={name}
      value={value}
      defaultValue={defaultValue}
      onChange={(event) => choose(event.currentTarget.value)}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.name}
        </option>
      ))}
    </select>
  )
}
