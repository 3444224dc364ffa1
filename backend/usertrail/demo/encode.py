"""The demo on the wire: OTLP requests for spans, Langfuse batches for scores."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, ArrayValue, KeyValue
from opentelemetry.proto.trace.v1.trace_pb2 import ResourceSpans, Status
from opentelemetry.proto.trace.v1.trace_pb2 import Span as WireSpan

from usertrail.demo.shapes import Attributes, DemoSpan, DemoTrace, Score, Service

NS_PER_MS = 1_000_000


class EmitterResource(NamedTuple):
    """What all spans of one process have in common."""

    service: Service
    environment: str
    release: str


class DatedSpan(NamedTuple):
    source: EmitterResource
    trace_id: bytes
    span: DemoSpan
    # Milliseconds since 1970 from which the span counts.
    zero_ms: int


def dated_spans(traces: Iterable[DemoTrace], zero_ms: int) -> Iterator[DatedSpan]:
    """Children first and the root last, as SDKs send them."""
    for trace in traces:
        source = EmitterResource(trace.service, trace.environment, trace.release)
        for span in reversed(trace.spans):
            yield DatedSpan(source, trace.trace_id, span, zero_ms)


def export_request(spans: list[DatedSpan]) -> bytes:
    """The body of one OTLP export."""
    request = ExportTraceServiceRequest()
    by_source = sorted(spans, key=lambda dated: dated.source)
    for source, group in groupby(by_source, key=lambda dated: dated.source):
        resource_spans = request.resource_spans.add()
        _set_resource(resource_spans, source)
        scope_spans = resource_spans.scope_spans.add()
        scope_spans.scope.name = source.service.scope
        scope_spans.scope.version = source.service.scope_version
        for dated in group:
            _set_span(scope_spans.spans.add(), dated)
    # The same spans are the same bytes.
    return request.SerializeToString(deterministic=True)


def _set_resource(resource_spans: ResourceSpans, source: EmitterResource) -> None:
    attributes: Attributes = {
        "service.name": source.service.name,
        "service.version": source.release,
        "langfuse.release": source.release,
        "deployment.environment.name": source.environment,
        "telemetry.sdk.language": "python",
    }
    resource_spans.resource.attributes.extend(_key_values(attributes))


def _set_span(wire: WireSpan, dated: DatedSpan) -> None:
    span = dated.span
    wire.trace_id = dated.trace_id
    wire.span_id = span.span_id
    wire.parent_span_id = span.parent_id
    wire.name = span.name
    wire.kind = WireSpan.SPAN_KIND_INTERNAL
    wire.start_time_unix_nano = (dated.zero_ms + span.start_ms) * NS_PER_MS
    wire.end_time_unix_nano = (dated.zero_ms + span.end_ms) * NS_PER_MS
    wire.attributes.extend(_key_values(span.attributes))
    if span.first_token_ms is not None:
        first_token = instant(dated.zero_ms + span.first_token_ms)
        # In quotes, as the Langfuse SDKs send it.
        key = "langfuse.observation.completion_start_time"
        wire.attributes.extend(_key_values({key: f'"{first_token}"'}))
    if span.error is not None:
        wire.status.code = Status.STATUS_CODE_ERROR
        wire.status.message = span.error


def _key_values(attributes: Attributes) -> Iterator[KeyValue]:
    for key, value in attributes.items():
        yield KeyValue(key=key, value=_any_value(value))


def _any_value(value: str | int | float | bool | list[str]) -> AnyValue:
    if isinstance(value, str):
        return AnyValue(string_value=value)
    if isinstance(value, bool):
        return AnyValue(bool_value=value)
    if isinstance(value, int):
        return AnyValue(int_value=value)
    if isinstance(value, float):
        return AnyValue(double_value=value)
    return AnyValue(array_value=ArrayValue(values=[AnyValue(string_value=text) for text in value]))


def score_event(score: Score, zero_ms: int) -> dict[str, Any]:
    """One event of a batch."""
    return {
        "id": f"demo-{score.body['id']}",
        "type": "score-create",
        "timestamp": instant(zero_ms + score.at_ms),
        "body": score.body,
    }


def instant(at_ms: int) -> str:
    """ISO 8601 in UTC."""
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at_ms)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
