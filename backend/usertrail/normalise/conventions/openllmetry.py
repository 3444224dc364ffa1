"""OpenLLMetry, Traceloop's instrumentation: what it writes beside OpenTelemetry's names."""

from usertrail.normalise.conventions.shape import Content, Convention, TypeTable

OPENLLMETRY = Convention(
    user_id=("traceloop.association.properties.user_id",),
    session_id=("traceloop.association.properties.session_id",),
    # A workflow or task is a step like any other.
    types=(TypeTable("traceloop.span.kind", {"agent": "AGENT", "tool": "TOOL"}),),
    content=(Content(("traceloop.entity.input",), ("traceloop.entity.output",)),),
)
