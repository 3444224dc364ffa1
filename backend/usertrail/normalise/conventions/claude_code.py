"""Claude Code's spans, in beta: https://code.claude.com/docs/en/monitoring-usage, "Traces"."""

from usertrail.normalise.conventions.kinds import CACHE_READ, CACHE_WRITE, INPUT, OUTPUT
from usertrail.normalise.conventions.shape import (
    BareUsage,
    ContentNames,
    Convention,
    NameWhere,
    TypeTable,
    Values,
)
from usertrail.normalise.records import SpanType

_TYPE = "span.type"
# The value may have this prefix, as the span's name has.
_PREFIX = "claude_code."
_TYPES: dict[str, SpanType] = {
    "interaction": "AGENT",
    "llm_request": "GENERATION",
    "tool": "TOOL",
}
_REQUEST = Values(_TYPE, frozenset({"llm_request", f"{_PREFIX}llm_request"}))
_TOOL = Values(_TYPE, frozenset({"tool", f"{_PREFIX}tool"}))

CLAUDE_CODE = Convention(
    span_name_where=(NameWhere("tool_name", _TOOL),),
    types=(TypeTable(_TYPE, _TYPES | {f"{_PREFIX}{name}": kind for name, kind in _TYPES.items()}),),
    first_token_delay=(("ttft_ms", 1000),),
    # As in Anthropic's API, cached tokens are not included in the input.
    bare_usage=(
        BareUsage(
            {
                "input_tokens": INPUT,
                "output_tokens": OUTPUT,
                "cache_read_tokens": CACHE_READ,
                "cache_creation_tokens": CACHE_WRITE,
            },
            where=_REQUEST,
            exclusive=frozenset({INPUT}),
        ),
    ),
    last_content=(
        ContentNames(
            ("user_prompt", "tool_input", "full_command", "file_path", "new_context"),
            ("response.model_output",),
            # Written instead of content unless its settings allow content.
            blanks=("<REDACTED>",),
        ),
    ),
    output_events={"tool.output": ("output", "content", "diff")},
)
