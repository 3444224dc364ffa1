// What a field offers to choose from, for the field whose list it is.

interface SuggestionsProps {
  id: string
  of: readonly string[]
}

export function Suggestions({ id, of }: SuggestionsProps) {
  return (
    <datalist id={id}>
      {of.map((value) => (
        <option key={value} value={value}>
          {value}
        </option>
      ))}
    </datalist>
  )
}
