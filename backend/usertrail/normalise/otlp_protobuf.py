"""OTLP in protobuf, read into plain spans."""

import base64
from collections.abc import Iterable, Iterator
from typing import Any

from google.protobuf.message import DecodeError
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from usertrail.errors import BadInput
from usertrail.normalise.otlp_mending import mended
from usertrail.normalise.otlp_shapes import (
    MAX_VALUE_DEPTH,
    SPAN_ID_BYTES,
    STATUS_ERROR,
    Attributes,
    Event,
    Scope,
    WireSpan,
    id_of,
    ids_of,
)
from usertrail.normalise.text import cleaned, storable, text_of


def scopes_of(body: bytes) -> Iterator[Scope]:
    """Raises BadInput if the body as a whole cannot be read."""
    for group in _request(body).resource_spans:
        resource = _attributes(group.resource.attributes)
        for scope_spans in group.scope_spans:
            yield Scope(
                resource,
                cleaned(scope_spans.scope.name),
                cleaned(scope_spans.scope.version),
                _attributes(scope_spans.scope.attributes),
                scope_spans.spans,
                _span,
            )


def _request(body: bytes) -> ExportTraceServiceRequest:
    try:
        return ExportTraceServiceRequest.FromString(body)
    except DecodeError:
        pass
    try:
        return ExportTraceServiceRequest.FromString(mended(body))
    except DecodeError as error:
        raise BadInput("The body is not an OTLP trace export request in protobuf.") from error


def _span(span: Any) -> WireSpan:
    trace_id, span_id = ids_of(span.trace_id, span.span_id)
    status = span.status
    return WireSpan(
        trace_id,
        span_id,
        id_of(span.parent_span_id, SPAN_ID_BYTES),
        cleaned(span.name),
        span.start_time_unix_nano,
        span.end_time_unix_nano,
        _attributes(span.attributes),
        [
            Event(cleaned(event.name), _attributes(event.attributes), event.time_unix_nano)
            for event in span.events
        ],
        status.code == STATUS_ERROR,
        cleaned(status.message),
    )


def _attributes(pairs: Iterable[Any]) -> Attributes:
    # One Python object per key and value is what decoding costs: nothing is touched twice, and
    # text, which protobuf has found to be UTF-8, is only searched for NUL.
    attributes: Attributes = {}
    for pair in pairs:
        key = pair.key
        value = pair.value
        text = value.string_value
        if "\0" in key:
            key = cleaned(key)
        if text:
            attributes[key] = cleaned(text) if "\0" in text else text
        elif (plain := _value(value, 0)) is not None and plain != "":
            attributes[key] = text_of(plain) if isinstance(plain, dict) else plain
    return attributes


def _value(value: Any, depth: int) -> Any:
    kind = value.WhichOneof("value")
    if kind is None:
        return None
    content = getattr(value, kind)
    if kind in ("array_value", "kvlist_value"):
        values = content.values if depth < MAX_VALUE_DEPTH else ()
        if kind == "array_value":
            return [_value(item, depth + 1) for item in values]
        return {cleaned(pair.key): _value(pair.value, depth + 1) for pair in values}
    if kind == "bytes_value":
        return base64.b64encode(content).decode()
    return storable(content)
