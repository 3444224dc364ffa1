"""Pydantic AI and Logfire, in all versions of their instrumentation in use."""

from usertrail.normalise.conventions.kinds import (
    CACHE_READ,
    CACHE_WRITE,
    INPUT,
    OUTPUT,
    REASONING,
)
from usertrail.normalise.conventions.shape import ContentNames, Convention, JsonUsage

LOGFIRE = Convention(
    span_name=("logfire.msg",),
    content=(ContentNames(("prompt",), ("all_messages_events",)),),
    # The span of an agent run sums up its calls.
    wrapping_marks=("all_messages_events",),
)
# Recorded by Logfire for calls to OpenAI or Anthropic, in addition to OpenTelemetry's names.
LOGFIRE_DATA = Convention(
    json_usage=(JsonUsage("response_data", objects_at=("usage",)),),
    last_content=(ContentNames(("request_data",), ("response_data",)),),
)
EVENTS = Convention(content=("events",))
PYDANTIC_AI = Convention(
    model_parameters=("model_config",),
    usage={
        INPUT: ("details.input_tokens",),
        OUTPUT: ("details.output_tokens",),
        CACHE_READ: ("details.cache_read_tokens", "details.cache_read_input_tokens"),
        CACHE_WRITE: ("details.cache_write_tokens", "details.cache_creation_input_tokens"),
        # "Included in `output_tokens`", says its RequestUsage.
        REASONING: ("details.reasoning_tokens",),
    },
    wrapping_marks=("pydantic_ai.all_messages",),
    content=(
        ContentNames(("pydantic_ai.all_messages",), ("final_result",)),
        ContentNames(("tool_arguments",), ("tool_response",)),
    ),
)
