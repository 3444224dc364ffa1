"""OpenLLMetry, Traceloop's instrumentation: its names in addition to OpenTelemetry's."""

from usertrail.normalise.conventions.shape import ContentNames, Convention, TypeTable

_ASSOCIATED = "traceloop.association.properties"

OPENLLMETRY = Convention(
    user_id=(f"{_ASSOCIATED}.user_id", f"{_ASSOCIATED}.userId"),
    session_id=tuple(
        f"{_ASSOCIATED}.{name}"
        for name in (
            "session_id",
            "sessionId",
            "thread_id",
            "threadId",
            "conversation_id",
            "conversationId",
            "chat_id",
        )
    ),
    # Workflows and tasks are plain spans.
    types=(TypeTable("traceloop.span.kind", {"agent": "AGENT", "tool": "TOOL"}),),
    first_token_events=("gen_ai.content.completion.chunk", "llm.content.completion.chunk"),
    metadata_families={_ASSOCIATED: ("user_id", "session_id")},
    content=(ContentNames(("traceloop.entity.input",), ("traceloop.entity.output",)),),
)
