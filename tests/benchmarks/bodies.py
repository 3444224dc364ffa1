"""OTLP requests like those of a busy application: 1.5 kB a span, 6 spans a trace."""

import time
from collections.abc import Iterator
from itertools import islice
from random import Random

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

SPANS_PER_REQUEST = 512
SPANS_PER_TRACE = 6
SPAN_BYTES = 1_500
USERS = 1_000
WORDS = ("the", "chain", "of", "this", "bike", "was", "oiled", "and", "checked", "before", "noon")

Attributes = dict[str, str]
# Name and attributes of each span but the root, in the order in which they end.
CHILDREN: tuple[tuple[str, Attributes], ...] = (
    ("embed", {"langfuse.observation.type": "embedding"}),
    ("retrieve", {"langfuse.observation.type": "retriever"}),
    ("look-up", {"langfuse.observation.type": "tool"}),
    (
        "answer",
        {
            "langfuse.observation.type": "generation",
            "langfuse.observation.model.name": "gpt-4o",
            "langfuse.observation.model.parameters": '{"temperature":0.2,"max_tokens":500}',
            "langfuse.observation.usage_details": '{"input":1200,"output":180,"total":1380}',
        },
    ),
    ("guard", {"langfuse.observation.type": "guardrail"}),
)


def trace_prefix(round_number: int) -> str:
    """What the trace ids of a round begin with, in hex; no two rounds share a trace."""
    return f"{round_number:08x}"


def bodies(round_number: int, requests: int) -> Iterator[bytes]:
    """Protobuf bodies of 512 spans; a trace may lie across two of them, as with the SDKs."""
    rng = Random(round_number)
    spans = _spans(rng, round_number)
    for _ in range(requests):
        request = ExportTraceServiceRequest()
        resource_spans = request.resource_spans.add()
        resource_spans.resource.attributes.add(key="service.name").value.string_value = "shop"
        scope_spans = resource_spans.scope_spans.add()
        scope_spans.scope.name = "langfuse-sdk"
        scope_spans.scope.version = "3.15.0"
        scope_spans.spans.extend(islice(spans, SPANS_PER_REQUEST))
        yield request.SerializeToString()


def _spans(rng: Random, round_number: int) -> Iterator[Span]:
    """Without end: children first, then their root, which names the user."""
    prefix = bytes.fromhex(trace_prefix(round_number))
    zero = time.time_ns() - 3_600_000_000_000
    while True:
        trace_id = prefix + rng.randbytes(12)
        root_id = rng.randbytes(8)
        start = zero + rng.randrange(3_000_000_000_000)
        for number, (name, attributes) in enumerate(CHILDREN):
            yield _span(
                rng, (trace_id, rng.randbytes(8), root_id), name, start + number, attributes
            )
        user = rng.randrange(USERS)
        said = {
            "langfuse.observation.type": "span",
            "langfuse.trace.name": "chat-turn",
            "user.id": f"user-{user}@example.com",
            "session.id": f"session-{user}-{rng.randrange(20)}",
        }
        yield _span(rng, (trace_id, root_id, b""), "chat-turn", start, said)


def _span(
    rng: Random, ids: tuple[bytes, bytes, bytes], name: str, start: int, attributes: Attributes
) -> Span:
    trace_id, span_id, parent_id = ids
    span = Span(
        trace_id=trace_id,
        span_id=span_id,
        parent_span_id=parent_id,
        name=name,
        kind=Span.SPAN_KIND_INTERNAL,
        start_time_unix_nano=start,
        end_time_unix_nano=start + rng.randrange(2_000_000_000),
    )
    for key, value in attributes.items():
        span.attributes.add(key=key).value.string_value = value
    # About 62 bytes go to the two keys; the texts fill the rest.
    room = SPAN_BYTES - span.ByteSize() - 62
    for field, length in (("input", room * 2 // 3), ("output", room - room * 2 // 3)):
        text = " ".join(rng.choices(WORDS, k=length // 2))[:length]
        span.attributes.add(key=f"langfuse.observation.{field}").value.string_value = text
    return span
