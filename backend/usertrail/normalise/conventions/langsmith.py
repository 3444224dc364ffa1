"""LangSmith's export to OpenTelemetry (LANGSMITH_OTEL_ENABLED): langsmith's `_otel_exporter.py`."""

from usertrail.normalise.conventions.kinds import CACHE_READ, CACHE_WRITE, REASONING
from usertrail.normalise.conventions.shape import Convention, JsonUsage, TypeTable

_METADATA = "langsmith.metadata"
# "Configure threads" of LangSmith's documentation: any of the three names a conversation.
# `langsmith.trace.session_id` is that of the project.
_THREAD = ("session_id", "thread_id", "conversation_id")

LANGSMITH = Convention(
    user_id=(f"{_METADATA}.user_id", f"{_METADATA}.userId"),
    session_id=tuple(f"{_METADATA}.{name}" for name in _THREAD),
    tags=("langsmith.span.tags",),
    span_name=("langsmith.trace.name",),
    types=(
        # Beside it, a retriever says that its operation is "embeddings", and a prompt, "chat".
        TypeTable(
            "langsmith.span.kind",
            {
                "llm": "GENERATION",
                "chain": "CHAIN",
                "tool": "TOOL",
                "retriever": "RETRIEVER",
                "embedding": "EMBEDDING",
                "prompt": "SPAN",
                "parser": "SPAN",
            },
        ),
    ),
    json_usage=(
        JsonUsage(
            "gen_ai.usage.input_token_details",
            {CACHE_READ: ("cache_read",), CACHE_WRITE: ("cache_creation",)},
        ),
        JsonUsage("gen_ai.usage.output_token_details", {REASONING: ("reasoning",)}),
    ),
    metadata_families={_METADATA: ("user_id", "userId", *_THREAD)},
)
