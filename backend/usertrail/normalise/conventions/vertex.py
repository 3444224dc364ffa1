"""Google's Agent Development Kit."""

from usertrail.normalise.conventions.shape import ContentNames, Convention, JsonUsage

VERTEX = Convention(
    session_id=("gcp.vertex.agent.session_id",),
    # Of what went through the cache only the response knew up to 1.16, of the thoughts even later.
    json_usage=(
        JsonUsage("gcp.vertex.agent.llm_response", objects_at=("usage_metadata", "usageMetadata")),
    ),
    content=(
        ContentNames(
            ("gcp.vertex.agent.tool_call_args", "gcp.vertex.agent.llm_request"),
            ("gcp.vertex.agent.tool_response", "gcp.vertex.agent.llm_response"),
            # What it writes instead of leaving it out.
            blanks=("{}",),
        ),
    ),
)
