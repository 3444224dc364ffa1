"""Google's Agent Development Kit."""

from usertrail.normalise.conventions.shape import Content, Convention

VERTEX = Convention(
    session_id=("gcp.vertex.agent.session_id",),
    content=(
        Content(
            ("gcp.vertex.agent.tool_call_args", "gcp.vertex.agent.llm_request"),
            ("gcp.vertex.agent.tool_response", "gcp.vertex.agent.llm_response"),
            # What it writes instead of leaving it out.
            blanks=("{}",),
        ),
    ),
)
