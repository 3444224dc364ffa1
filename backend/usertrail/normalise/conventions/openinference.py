"""OpenInference, the convention of Arize Phoenix."""

from typing import get_args

from usertrail.normalise.conventions.kinds import (
    AUDIO,
    CACHE_READ,
    CACHE_WRITE,
    INPUT,
    OUTPUT,
    REASONING,
    TOTAL,
)
from usertrail.normalise.conventions.shape import ContentNames, Convention, TypeTable
from usertrail.normalise.records import SpanType

_MESSAGES = ("llm.input_messages", "llm.output_messages")
# A JSON object of whatever the application wants to keep, LangChain's own metadata among it.
_METADATA = "metadata"
_USER_KEYS = ("user_id", "userId")
_SESSION_KEYS = (
    "session_id",
    "sessionId",
    "thread_id",
    "threadId",
    "conversation_id",
    "conversationId",
)

OPENINFERENCE = Convention(
    user_id=tuple(f"{_METADATA}.{key}" for key in _USER_KEYS),
    session_id=tuple(f"{_METADATA}.{key}" for key in _SESSION_KEYS),
    json_objects=(_METADATA,),
    span_name=("tool.name",),
    tags=("tag.tags",),
    types=(
        TypeTable(
            "openinference.span.kind",
            {
                kind: kind
                for kind in get_args(SpanType)
                if kind not in ("SPAN", "GENERATION", "EVENT")
            }
            | {"LLM": "GENERATION"},
        ),
    ),
    model_marks=("llm.model_name",),
    model=("llm.model_name", "embedding.model_name", "reranker.model_name"),
    provider=("llm.provider", "llm.system"),
    model_parameters=("llm.invocation_parameters",),
    parameter_families=("llm.invocation_parameters",),
    usage_families=("llm.token_count",),
    usage={
        INPUT: ("prompt",),
        OUTPUT: ("completion",),
        TOTAL: ("total",),
        CACHE_READ: ("prompt_details.cache_read",),
        CACHE_WRITE: ("prompt_details.cache_write",),
        REASONING: ("completion_details.reasoning",),
        AUDIO: ("completion_details.audio",),
    },
    first_token_events=("First Token Stream Event",),
    total_cost=("llm.cost.total",),
    side_costs=((INPUT, "llm.cost.prompt"), (OUTPUT, "llm.cost.completion")),
    content=(ContentNames(("input.value",), ("output.value",), messages=_MESSAGES),),
    content_families=(_MESSAGES,),
)
