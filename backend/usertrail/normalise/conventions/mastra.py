"""Mastra's exporter for OpenTelemetry (@mastra/otel-exporter), which beside OpenTelemetry's names
has its own for what these leave no room for."""

from usertrail.normalise.conventions.shape import ContentNames, Convention, TypeTable
from usertrail.normalise.records import SpanType

_METADATA = "mastra.metadata"
_TYPES: dict[str, SpanType] = {
    "agent_run": "AGENT",
    **dict.fromkeys(("model_generation", "model_inference"), "GENERATION"),
    **dict.fromkeys(("tool_call", "mcp_tool_call", "provider_tool_call"), "TOOL"),
    "rag_embedding": "EMBEDDING",
    "scorer_run": "EVALUATOR",
    **dict.fromkeys(
        (
            "workflow_run",
            "workflow_step",
            "workflow_conditional",
            "workflow_conditional_eval",
            "workflow_parallel",
            "workflow_loop",
        ),
        "CHAIN",
    ),
}
_SPANS = (*_TYPES, "generic", "model_step", "model_chunk", "processor_run", "memory_operation")

MASTRA = Convention(
    user_id=(f"{_METADATA}.userId", f"{_METADATA}.user_id", f"{_METADATA}.resourceId"),
    session_id=(
        f"{_METADATA}.sessionId",
        f"{_METADATA}.session_id",
        f"{_METADATA}.threadId",
        f"{_METADATA}.thread_id",
    ),
    tags=("mastra.tags",),
    types=(
        # What generates is a loop around the calls where these have spans of their own.
        TypeTable("mastra.span.type", _TYPES, with_model=frozenset({"model_generation"})),
    ),
    completion_start=("mastra.completion_start_time",),
    metadata_families={_METADATA: ("userId", "user_id", "sessionId", "session_id")},
    last_content=tuple(
        ContentNames((f"mastra.{span}.input",), (f"mastra.{span}.output",)) for span in _SPANS
    ),
)
