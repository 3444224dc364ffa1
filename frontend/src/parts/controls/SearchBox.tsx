// Text to search for: asked once typing pauses, and kept in step with the address.
import { useEffect, useRef } from 'react'
import { Icon } from './Icon'

const PAUSE_MS = 250

interface SearchBoxProps {
  label: string
  value: string
  onChange: (text: string) => void
}

export function SearchBox({ label, value, onChange }: SearchBoxProps) {
  const input = useRef<HTMLInputElement>(null)
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined)
  // The field belongs to who types in it; back and forward write to it when nobody does.
  useEffect(() => {
    const field = input.current
    if (field && document.activeElement !== field) field.value = value
  }, [value])
  const send = (event: { currentTarget: HTMLInputElement }) => {
    const text = event.currentTarget.value.trim()
    clearTimeout(pause.current)
    pause.current = setTimeout(() => onChange(text), PAUSE_MS)
  }
  return (
    <label className="search">
      <Icon name="search" />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        defaultValue={value}
        onInput={send}
        autoComplete="off"
        spellCheck={false}
      />
    </label>
  )
}
