"""Google's Agent Development Kit."""

from usertrail.normalise.conventions.shape import Content, Convention

VERTEX = Convention(
    session_id=("gcp.vertex.agent.session_id",),
    content=(
        # On a tool's span the request and response of the model are there, but say "{}".
        Content(
            ("gcp.vertex.agent.tool_call_args", "gcp.vertex.agent.llm_request"),
            ("gcp.vertex.agent.tool_response", "gcp.vertex.agent.llm_response"),
        ),
    ),
)
