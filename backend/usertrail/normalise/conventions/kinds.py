"""The kinds of tokens that have a meaning of their own, by the names they are stored under."""

INPUT = "input"
OUTPUT = "output"
TOTAL = "total"
CACHE_READ = "input_cached_tokens"
# Written for the usual five minutes, or for nobody says how long.
CACHE_WRITE = "input_cache_creation"
CACHE_WRITE_5M = "input_cache_creation_5m"
CACHE_WRITE_1H = "input_cache_creation_1h"
TOOL_USE = "input_tool_use_tokens"
REASONING = "output_reasoning_tokens"
AUDIO = "output_audio_tokens"
CITATIONS = "output_citation_tokens"
INPUT_AUDIO = "input_audio_tokens"
# Kinds that hold no other but the total.
PLAIN = frozenset({INPUT, OUTPUT, TOTAL})

# Some senders count these in the input or output, others beside it. Of everything else that says
# "input" or "output" all agree that it is a part of that.
MOVABLE = {INPUT: (CACHE_READ, CACHE_WRITE, CACHE_WRITE_1H), OUTPUT: (REASONING,)}
# These are never a part of the input or output.
APART = (TOOL_USE, CITATIONS)
