// The kinds of tokens that have a price everywhere, as people call them. Projects may name more.

export const KINDS = [
  ['input', 'Input', 'input tokens'],
  ['input_cached_tokens', 'Cached input', 'cached input tokens'],
  ['input_cache_creation', 'Cache writes', 'tokens written to a cache'],
  ['input_audio_tokens', 'Audio input', 'audio input tokens'],
  ['output', 'Output', 'output tokens'],
  ['output_reasoning_tokens', 'Reasoning', 'reasoning tokens'],
  ['output_audio_tokens', 'Audio output', 'audio output tokens'],
] as const

const NAMES = new Map<string, string>(KINDS.map(([kind, name]) => [kind, name]))
const TOKENS = new Map<string, string>(KINDS.map(([kind, , tokens]) => [kind, tokens]))

export function isKnown(kind: string): boolean {
  return NAMES.has(kind)
}

/** Cached input; what has no name of ours is called as it is. */
export function nameOf(kind: string): string {
  return NAMES.get(kind) ?? kind
}

/** What there are a thousand of: cached input tokens, “searches”. */
export function tokensOf(kind: string): string {
  return TOKENS.get(kind) ?? `“${kind}”`
}
