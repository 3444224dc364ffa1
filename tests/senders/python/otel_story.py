"""The story by OpenTelemetry's SDK: spans that all programs with it have in common.

What each span says of itself, it says in the names of the convention that the program is about.
"""

from collections.abc import Callable, Mapping

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Status, StatusCode, Tracer
from opentelemetry.util.types import AttributeValue
from the_story import EVENT, FAILURE, STEP, STORY, TOOL

Attributes = Mapping[str, AttributeValue]

# No convention but Langfuse's has a name for what has no duration and may be a warning.
EVENT_ATTRIBUTES = {
    "langfuse.observation.type": "event",
    "langfuse.observation.level": EVENT["level"],
    "langfuse.observation.status_message": EVENT["statusMessage"],
}

provider = TracerProvider()
provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
trace.set_tracer_provider(provider)


def tell(
    write_answer: Callable[[], object],
    fail: Callable[[], object],
    root: Attributes,
    tool: Attributes,
    tracer: Tracer | None = None,
) -> None:
    """The whole story, and it is sent. `write_answer` and `fail` are to make a span each."""
    tracer = tracer or provider.get_tracer("story")
    with tracer.start_as_current_span(STORY["root"]["name"], attributes=root):
        with tracer.start_as_current_span(STEP["name"]):
            tracer.start_span(EVENT["name"], attributes=EVENT_ATTRIBUTES).end()
            tracer.start_span(TOOL["name"], attributes=tool).end()
            write_answer()
        fail()
    provider.shutdown()


def fail_by_hand() -> None:
    span = provider.get_tracer("story").start_span(FAILURE["name"])
    span.set_status(Status(StatusCode.ERROR, FAILURE["statusMessage"]))
    span.end()
