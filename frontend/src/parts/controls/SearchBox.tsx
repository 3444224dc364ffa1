// Text to search for: asked once typing pauses, and kept in step with the address.
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useKey } from '../../hooks/shortcuts'
import { Icon } from './Icon'

const PAUSE_MS = 250

interface SearchBoxProps {
  label: string
  value: string
  onChange: (text: string) => void
  /** Enter, and with shift the other way round: leads through what was found. */
  onEnter?: (back: boolean) => void
}

export function SearchBox({ label, value, onChange, onEnter }: SearchBoxProps) {
  const input = useRef<HTMLInputElement>(null)
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined)
  useKey('/', label, () => input.current?.select())
  // The field belongs to who types in it; back and forward write to it when nobody does.
  useEffect(() => {
    const field = input.current
    if (field && document.activeElement !== field) field.value = value
  }, [value])
  const send = (event: { currentTarget: HTMLInputElement }) => {
    const text = event.currentTarget.value.trim()
    clearTimeout(pause.current)
    pause.current = setTimeout(() => {
      pause.current = undefined
      onChange(text)
    }, PAUSE_MS)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' || !onEnter) return
    event.preventDefault()
    // What was typed is searched for first.
    if (pause.current === undefined) return onEnter(event.shiftKey)
    clearTimeout(pause.current)
    pause.current = undefined
    onChange(event.currentTarget.value.trim())
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
        onKeyDown={onKeyDown}
        autoComplete="off"
        spellCheck={false}
      />
    </label>
  )
}
