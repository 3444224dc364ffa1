"""Bodies as nobody sends them but to do harm, and the largest that honest senders send."""

import time
from collections.abc import Iterator

import orjson
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

PROTOBUF = {"content-type": "application/x-protobuf"}
JSON = {"content-type": "application/json"}
GZIP = {"content-encoding": "gzip"}
TRACES = "/v1/traces"
BATCH = "/api/public/ingestion"
SCORES = "/api/public/scores"


def export_of(span_count: int, *, spans_a_trace: int, text: str = "", tag: int = 1) -> bytes:
    """An export of spans with some attributes, the first of each trace its root."""
    request = ExportTraceServiceRequest()
    spans = request.resource_spans.add().scope_spans.add().spans
    now = time.time_ns()
    for number in range(span_count):
        trace, place = divmod(number, spans_a_trace)
        span = spans.add(
            trace_id=(tag << 64 | (trace + 1)).to_bytes(16),
            span_id=(tag << 40 | (number + 1)).to_bytes(8),
            parent_span_id=(tag << 40 | (trace * spans_a_trace + 1)).to_bytes(8) if place else b"",
            name="step",
            start_time_unix_nano=now + number,
            end_time_unix_nano=now + number + 1_000_000,
        )
        span.attributes.add(key="user.id").value.string_value = f"user-{trace % 1000}"
        if text:
            span.attributes.add(key="langfuse.observation.input").value.string_value = text
    return request.SerializeToString()


def batch_of(event_count: int, text: str = "") -> bytes:
    """A batch in which every trace has a span."""
    return orjson.dumps({"batch": list(_events(event_count, text))})


def _events(event_count: int, text: str) -> Iterator[dict[str, object]]:
    for number in range(event_count):
        body: dict[str, object] = {"id": f"one-{number}", "input": text, "userId": "somebody"}
        kind = "trace-create"
        if number % 2:
            body = {"id": f"one-{number}", "traceId": f"one-{number - 1}", "input": text}
            kind = "span-create"
        yield {
            "id": f"event-{number}",
            "type": kind,
            "timestamp": "2026-11-20T12:00:00Z",
            "body": body,
        }


def tag(number: int) -> bytes:
    """A field of protobuf that holds bytes, but for these."""
    return bytes([number << 3 | 2])


def sized(content: bytes) -> bytes:
    """Bytes behind their number, as a field of protobuf holds them."""
    size, prefix = len(content), b""
    while size > 127:
        prefix += bytes([size & 127 | 128])
        size >>= 7
    return prefix + bytes([size]) + content
