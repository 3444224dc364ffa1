"""OTLP in protobuf -> WireSpan."""

import base64
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from google.protobuf.message import DecodeError, Message
from opentelemetry.proto.common.v1.common_pb2 import InstrumentationScope
from opentelemetry.proto.resource.v1.resource_pb2 import Resource
from opentelemetry.proto.trace.v1 import trace_pb2

from usertrail.errors import BadInput
from usertrail.normalise.otlp_limits import ExportCounter
from usertrail.normalise.otlp_repair import repaired
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
from usertrail.normalise.otlp_wire import ByteRange, count_values, fields_in
from usertrail.normalise.text import cleaned, storable, text_of

# Field numbers of trace.proto: ExportTraceServiceRequest.resource_spans; ResourceSpans.resource and
# ScopeSpans.scope; ResourceSpans.scope_spans; ScopeSpans.spans.
_GROUPS, _HEAD, _SCOPES, _SPANS = 1, 1, 2, 2
# Smaller messages cannot hold enough fields to matter.
_LARGE_BYTES = 64 * 1024
_UNREADABLE = "The body is not an OTLP trace export request in protobuf."

_NO_STATUS = trace_pb2.Status()

_Message = TypeVar("_Message", bound=Message)
_Parts = dict[int | None, list[ByteRange]]


def scopes_of(body: bytes, counter: ExportCounter) -> Iterator[Scope]:
    """Spans are parsed one at a time, since protobuf's objects are far larger than the bytes.

    Raises BadInput if the body as a whole cannot be parsed, TooLarge over a limit.
    """
    for group, scopes in _groups(body, counter):
        resource = _attributes(_joined(Resource, body, group[_HEAD], counter).attributes)
        for parts in scopes:
            scope = _joined(InstrumentationScope, body, parts[_HEAD], counter)
            yield Scope(
                resource,
                cleaned(scope.name),
                cleaned(scope.version),
                _attributes(scope.attributes),
                (
                    _message(trace_pb2.Span, body, byte_range, counter)
                    for byte_range in parts[_SPANS]
                ),
                _span,
            )


def _groups(body: bytes, counter: ExportCounter) -> list[tuple[_Parts, list[_Parts]]]:
    """The fields of each ResourceSpans and its ScopeSpans; counted before any span is parsed."""
    found = []
    for byte_range in _parts(body, (0, len(body)), counter, _GROUPS, counter.add_groups)[_GROUPS]:
        group = _parts(body, byte_range, counter, _SCOPES, counter.add_groups)
        scopes = [
            _parts(body, scope, counter, _SPANS, counter.add_spans) for scope in group[_SCOPES]
        ]
        found.append((group, scopes))
    return found


def _parts(
    body: bytes,
    within: ByteRange,
    counter: ExportCounter,
    wanted: int,
    count: Callable[[int], None],
) -> _Parts:
    """{field number: byte ranges}; `count` is called for each field with the wanted number."""
    parts: _Parts = defaultdict(list)
    try:
        for number, byte_range in fields_in(body, within):
            counter.add_part()
            if number == wanted:
                count(1)
            parts[number].append(byte_range)
    except DecodeError as error:
        raise BadInput(_UNREADABLE) from error
    return parts


def _joined(
    kind: type[_Message], body: bytes, ranges: Iterable[ByteRange], counter: ExportCounter
) -> _Message:
    """A message that may be split: protobuf merges repeated occurrences of a single field."""
    data = b"".join(body[begin:end] for begin, end in ranges)
    return _message(kind, data, (0, len(data)), counter)


def _message(
    kind: type[_Message], body: bytes, byte_range: ByteRange, counter: ExportCounter
) -> _Message:
    begin, end = byte_range
    data = body[begin:end]
    try:
        if len(data) > _LARGE_BYTES:
            counter.add_fields(count_values(data, kind))
        return _parsed(kind, data)
    except DecodeError as error:
        raise BadInput(_UNREADABLE) from error


def _parsed(kind: type[_Message], data: bytes) -> _Message:
    try:
        return kind.FromString(data)
    except DecodeError:
        return kind.FromString(repaired(data, kind.DESCRIPTOR.full_name))


def _span(span: Any) -> WireSpan:
    trace_id, span_id = ids_of(span.trace_id, span.span_id)
    # A wrapper for a message costs more than asking whether there is one.
    status = span.status if span.HasField("status") else _NO_STATUS
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
        cleaned(status.message) if status is not _NO_STATUS else "",
    )


def _attributes(pairs: Iterable[Any]) -> Attributes:
    # Decoding costs one Python object per key and value, so nothing is read twice; text, which
    # protobuf has checked to be UTF-8, is only searched for NUL.
    attributes: Attributes = {}
    for pair in pairs:
        key = pair.key
        value = pair.value
        text = value.string_value
        if "\0" in key:
            key = cleaned(key)
        if text:
            attributes[key] = cleaned(text) if "\0" in text else text
        elif number := value.int_value:
            attributes[key] = number
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
