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
from usertrail.normalise.conventions.shape import Content, Convention, TypeTable
from usertrail.normalise.records import SpanType

_MESSAGES = ("llm.input_messages", "llm.output_messages")

OPENINFERENCE = Convention(
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
    content=(Content(("input.value",), ("output.value",), messages=_MESSAGES),),
    content_families=(_MESSAGES,),
)
