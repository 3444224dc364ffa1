"""OTLP spans after parsing, the same for protobuf and JSON, before conventions are applied."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

# Levels of lists and maps that are kept, which all protobuf parsers support.
MAX_VALUE_DEPTH = 30

# Values are storable text, bool, int of 64 bits, finite float, or lists; empty ones are left out.
Attributes = dict[str, Any]

TRACE_ID_BYTES = 16
SPAN_ID_BYTES = 8
STATUS_ERROR = 2


class UnusableSpan(Exception):
    """This span cannot be stored; the others of the request can. The message says why."""


class Event(NamedTuple):
    name: str
    attributes: Attributes
    # Nanoseconds since 1970; 0 where missing.
    time_ns: int = 0


class WireSpan(NamedTuple):
    trace_id: str
    span_id: str
    parent_span_id: str | None
    name: str
    # Nanoseconds since 1970; 0 where missing.
    start_ns: int
    end_ns: int
    attributes: Attributes
    events: list[Event]
    is_error: bool
    status_message: str


class Scope(NamedTuple):
    """ScopeSpans with its resource: the spans of one instrumentation, not yet parsed."""

    resource: Attributes
    name: str
    version: str
    attributes: Attributes
    raw_spans: Iterable[Any]
    # Raises UnusableSpan.
    read: Callable[[Any], WireSpan]


def id_of(data: bytes, length: int) -> str | None:
    """The id in hex; None for an invalid one: another length, or all zero (OTel, SpanContext)."""
    return data.hex() if len(data) == length and any(data) else None


def ids_of(trace_id: bytes, span_id: bytes) -> tuple[str, str]:
    """Both ids in hex. Raises UnusableSpan."""
    trace_hex = id_of(trace_id, TRACE_ID_BYTES)
    span_hex = id_of(span_id, SPAN_ID_BYTES)
    if trace_hex is None:
        raise UnusableSpan("its trace id is not 16 bytes, or all zero")
    if span_hex is None:
        raise UnusableSpan("its span id is not 8 bytes, or all zero")
    return trace_hex, span_hex
