"""The kinds of tokens that have a meaning of their own, by the names they are stored under."""

INPUT = "input"
OUTPUT = "output"
TOTAL = "total"
CACHE_READ = "input_cached_tokens"
CACHE_WRITE = "input_cache_creation"
REASONING = "output_reasoning_tokens"
AUDIO = "output_audio_tokens"
INPUT_AUDIO = "input_audio_tokens"

# Input and output hold these when they arrive; they are counted once, under their own kind.
PARTS = {INPUT: (CACHE_READ, CACHE_WRITE), OUTPUT: (REASONING, AUDIO)}
