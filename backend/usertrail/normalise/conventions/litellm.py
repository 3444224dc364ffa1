"""LiteLLM, which writes Langfuse's and OpenTelemetry's names, and what it knows of the cost."""

from usertrail.normalise.conventions.shape import Convention

LITELLM = Convention(
    span_name=("langfuse.generation.name",),
    version=("langfuse.trace.version", "langfuse.generation.version"),
    release=("langfuse.trace.release",),
    total_cost=("gen_ai.cost.total_cost",),
)
