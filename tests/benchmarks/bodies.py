"""Requests like those of a busy application: 1.5 kB a span, 6 spans a trace, the root last.

A source is what sends them: an instrumentation of OpenInference or a Langfuse SDK by OTLP, or an
older Langfuse SDK by batches of events.
"""

import gzip
import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice
from random import Random
from typing import Any, NamedTuple

from google.protobuf.json_format import MessageToDict
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

SPANS_PER_REQUEST = 512
SPANS_PER_TRACE = 6
SPAN_BYTES = 1_500
USERS = 1_000
DAY_NS = 86_400_000_000_000
WORDS = ("the", "chain", "of", "this", "bike", "was", "oiled", "and", "checked", "before", "noon")
OTLP, EVENTS = "/api/public/otel/v1/traces", "/api/public/ingestion"
PROTOBUF = {"content-type": "application/x-protobuf"}
JSON = {"content-type": "application/json"}

Attributes = dict[str, str | int]


class Source(NamedTuple):
    """How spans are written by what sends them."""

    scope: str
    version: str
    # Name and attributes of each span but the root, in the order in which they end.
    children: tuple[tuple[str, Attributes], ...]
    root: Attributes
    # The attributes that hold what was asked and answered.
    texts: tuple[str, str]


LANGFUSE = Source(
    "langfuse-sdk",
    "3.15.0",
    (
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
    ),
    {"langfuse.observation.type": "span", "langfuse.trace.name": "chat-turn"},
    ("langfuse.observation.input", "langfuse.observation.output"),
)
OPENINFERENCE = Source(
    "openinference.instrumentation.langchain",
    "0.1.50",
    (
        ("embed", {"openinference.span.kind": "EMBEDDING"}),
        ("retrieve", {"openinference.span.kind": "RETRIEVER"}),
        ("look-up", {"openinference.span.kind": "TOOL"}),
        (
            "answer",
            {
                "openinference.span.kind": "LLM",
                "llm.model_name": "gpt-4o",
                "llm.provider": "openai",
                "llm.invocation_parameters": '{"temperature":0.2,"max_tokens":500}',
                "llm.token_count.prompt": 1200,
                "llm.token_count.completion": 180,
                "llm.token_count.total": 1380,
                "llm.input_messages.0.message.role": "user",
                "llm.input_messages.0.message.content": "Is the bike ready before noon?",
            },
        ),
        ("guard", {"openinference.span.kind": "GUARDRAIL"}),
    ),
    {"openinference.span.kind": "CHAIN"},
    ("input.value", "output.value"),
)


class Request(NamedTuple):
    path: str
    headers: dict[str, str]
    body: bytes


def trace_prefix(round_number: int) -> str:
    """What the trace ids of a round begin with, in hex; no two rounds share a trace."""
    return f"{round_number:08x}"


class Kind(NamedTuple):
    """What is sent in a round."""

    name: str
    source: Source
    write: Callable[[Source, list[Span]], Request]
    spans_per_request: int = SPANS_PER_REQUEST
    # The round sends what the kind before it sent, as after an answer that was lost.
    is_again: bool = False

    def requests(self, round_number: int, count: int) -> Iterator[Request]:
        """A trace may lie across two of them, as with the SDKs."""
        spans = endless_spans(self.source, round_number)
        for _ in range(count):
            yield self.write(self.source, list(islice(spans, self.spans_per_request)))


def _export(source: Source, spans: list[Span]) -> ExportTraceServiceRequest:
    request = ExportTraceServiceRequest()
    resource_spans = request.resource_spans.add()
    resource_spans.resource.attributes.add(key="service.name").value.string_value = "shop"
    scope_spans = resource_spans.scope_spans.add()
    scope_spans.scope.name = source.scope
    scope_spans.scope.version = source.version
    scope_spans.spans.extend(spans)
    return request


def protobuf(source: Source, spans: list[Span]) -> Request:
    return Request(OTLP, PROTOBUF, _export(source, spans).SerializeToString())


def compressed(source: Source, spans: list[Span]) -> Request:
    path, headers, body = protobuf(source, spans)
    return Request(path, {**headers, "content-encoding": "gzip"}, gzip.compress(body))


def as_json(source: Source, spans: list[Span]) -> Request:
    """OTLP's JSON has ids in hex, and protobuf's own mapping has them in base64."""
    export = MessageToDict(_export(source, spans))
    written = export["resourceSpans"][0]["scopeSpans"][0]["spans"]
    for span, of_json in zip(spans, written, strict=True):
        of_json["traceId"], of_json["spanId"] = span.trace_id.hex(), span.span_id.hex()
        of_json["parentSpanId"] = span.parent_span_id.hex()
    return Request(OTLP, JSON, json.dumps(export).encode())


def events(_: Source, spans: list[Span]) -> Request:
    """As Langfuse SDKs before version 3: a trace is told of by an event of its own."""
    batch = [event for span in spans for event in _events_of(span)]
    return Request(EVENTS, JSON, json.dumps({"batch": batch}).encode())


def _events_of(span: Span) -> Iterator[dict[str, Any]]:
    said = {one.key: one.value.string_value for one in span.attributes}
    trace_id, span_id = span.trace_id.hex(), span.span_id.hex()
    started_at, ended_at = (
        datetime.fromtimestamp(nanoseconds / 1e9, UTC).isoformat()
        for nanoseconds in (span.start_time_unix_nano, span.end_time_unix_nano)
    )
    body = {
        "id": span_id,
        "traceId": trace_id,
        "name": span.name,
        "startTime": started_at,
        "endTime": ended_at,
        "input": said["langfuse.observation.input"],
        "output": said["langfuse.observation.output"],
    }
    kind = "span-create"
    if model := said.get("langfuse.observation.model.name"):
        kind = "generation-create"
        usage = json.loads(said["langfuse.observation.usage_details"])
        body |= {"model": model, "usageDetails": usage}
    if span.parent_span_id:
        body["parentObservationId"] = span.parent_span_id.hex()
    else:
        of_trace = {"id": trace_id, "name": span.name, "userId": said["user.id"]}
        of_trace["sessionId"] = said["session.id"]
        yield _event("trace-create", trace_id, ended_at, of_trace)
    yield _event(kind, span_id, ended_at, body)


def _event(kind: str, about: str, at: str, body: dict[str, Any]) -> dict[str, Any]:
    return {"id": f"{kind}-{about}", "type": kind, "timestamp": at, "body": body}


def endless_spans(source: Source, round_number: int) -> Iterator[Span]:
    """Children first, then their root, which names the user."""
    rng, prefix = Random(round_number), bytes.fromhex(trace_prefix(round_number))
    # Yesterday's midnight: what is written again later the same day is the same.
    zero = (time.time_ns() // DAY_NS - 1) * DAY_NS
    while True:
        trace_id = prefix + rng.randbytes(12)
        root_id = rng.randbytes(8)
        start = zero + rng.randrange(3_000_000_000_000)
        for number, (name, attributes) in enumerate(source.children):
            ids = (trace_id, rng.randbytes(8), root_id)
            yield _span(source, rng, ids, name, start + number, attributes)
        user = rng.randrange(USERS)
        said: Attributes = {
            **source.root,
            "user.id": f"user-{user}@example.com",
            "session.id": f"session-{user}-{rng.randrange(20)}",
        }
        yield _span(source, rng, (trace_id, root_id, b""), "chat-turn", start, said)


def _span(
    source: Source,
    rng: Random,
    ids: tuple[bytes, bytes, bytes],
    name: str,
    start: int,
    attributes: Attributes,
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
    for key, given in attributes.items():
        value = span.attributes.add(key=key).value
        if isinstance(given, int):
            value.int_value = given
        else:
            value.string_value = given
    sent, received = source.texts
    # What the two keys and their lengths take; the texts fill the rest.
    room = SPAN_BYTES - span.ByteSize() - len(sent) - len(received) - 20
    for key, length in ((sent, room * 2 // 3), (received, room - room * 2 // 3)):
        text = " ".join(rng.choices(WORDS, k=length // 2))[:length]
        span.attributes.add(key=key).value.string_value = text
    return span


KINDS = (
    Kind("OpenInference", OPENINFERENCE, protobuf),
    Kind("OpenInference, again", OPENINFERENCE, protobuf, is_again=True),
    Kind("OpenInference, 12 spans", OPENINFERENCE, protobuf, spans_per_request=12),
    Kind("OpenInference, gzip", OPENINFERENCE, compressed),
    Kind("OpenInference, JSON", OPENINFERENCE, as_json),
    Kind("Langfuse", LANGFUSE, protobuf),
    Kind("Langfuse, 12 spans", LANGFUSE, protobuf, spans_per_request=12),
    Kind("Langfuse, events", LANGFUSE, events),
)
