"""OTLP in JSON -> WireSpan (OTLP specification, "JSON Protobuf Encoding")."""

import base64
from collections.abc import Callable, Iterator
from typing import Any

from usertrail.errors import BadInput
from usertrail.normalise.numbers import LongNumber
from usertrail.normalise.otlp_limits import ExportCounter
from usertrail.normalise.otlp_shapes import (
    MAX_VALUE_DEPTH,
    SPAN_ID_BYTES,
    STATUS_ERROR,
    TRACE_ID_BYTES,
    Attributes,
    Event,
    Scope,
    UnusableSpan,
    WireSpan,
    id_of,
    ids_of,
)
from usertrail.normalise.text import parse_json, storable, text_of


def scopes_of(body: bytes, counter: ExportCounter) -> Iterator[Scope]:
    """Raises BadInput if the body as a whole cannot be parsed, TooLarge over a limit."""
    try:
        request = parse_json(body)
    except ValueError as error:
        raise BadInput(f"The body is not JSON: {error}.") from error
    if not isinstance(request, dict):
        raise BadInput("The body is not a JSON object.")
    for other in ("logs", "metrics"):
        if f"resource{other.title()}" in request:
            raise BadInput(f"The body holds {other}, not spans.")
    for group, scopes in _counted_groups(request, counter):
        resource = _attributes(_object(group, "resource").get("attributes"))
        for scope_spans in scopes:
            scope = _object(scope_spans, "scope")
            yield Scope(
                resource,
                _text(scope.get("name")),
                _text(scope.get("version")),
                _attributes(scope.get("attributes")),
                _spans(scope_spans),
                _span,
            )


def _counted_groups(
    request: dict[str, Any], counter: ExportCounter
) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """(ResourceSpans, its ScopeSpans); all is counted before any span is parsed."""
    found = []
    for group in _groups(request, "resourceSpans", "resource_spans"):
        scopes = _groups(group, "scopeSpans", "scope_spans")
        counter.add_groups(1 + len(scopes))
        counter.add_spans(sum(len(_spans(scope)) for scope in scopes))
        found.append((group, scopes))
    return found


def _span(span: Any) -> WireSpan:
    if not isinstance(span, dict):
        raise UnusableSpan("it is not a JSON object")
    if not isinstance(span.get("attributes") or [], list):
        raise UnusableSpan("its attributes are not an array")
    trace_id, span_id = ids_of(
        _bytes_of(_either(span, "traceId", "trace_id"), TRACE_ID_BYTES),
        _bytes_of(_either(span, "spanId", "span_id"), SPAN_ID_BYTES),
    )
    parent = _bytes_of(_either(span, "parentSpanId", "parent_span_id"), SPAN_ID_BYTES)
    status = _object(span, "status")
    events = span.get("events")
    return WireSpan(
        trace_id,
        span_id,
        id_of(parent, SPAN_ID_BYTES),
        _text(span.get("name")),
        _nanoseconds(_either(span, "startTimeUnixNano", "start_time_unix_nano")),
        _nanoseconds(_either(span, "endTimeUnixNano", "end_time_unix_nano")),
        _attributes(span.get("attributes")),
        [
            _event(event)
            for event in (events if isinstance(events, list) else ())
            if isinstance(event, dict)
        ],
        status.get("code") in (STATUS_ERROR, "STATUS_CODE_ERROR"),
        _text(status.get("message")),
    )


def _event(event: dict[str, Any]) -> Event:
    try:
        time_ns = _nanoseconds(_either(event, "timeUnixNano", "time_unix_nano"))
    except UnusableSpan:
        # The span itself is still usable.
        time_ns = 0
    return Event(_text(event.get("name")), _attributes(event.get("attributes")), time_ns)


def _bytes_of(value: Any, length: int) -> bytes:
    """Hex as OTLP requires, or base64 as protobuf's JSON mapping has it; b"" for neither."""
    if not isinstance(value, str):
        return b""
    try:
        if len(value) == 2 * length:
            return bytes.fromhex(value)
        text = value.rstrip("=")
        return base64.urlsafe_b64decode(
            text.replace("+", "-").replace("/", "_") + "=" * (-len(text) % 4)
        )
    except ValueError:
        return b""


def _nanoseconds(value: Any) -> int:
    if value is None or value == "":
        return 0
    try:
        return int(value)
    except (ValueError, TypeError, OverflowError) as error:
        raise UnusableSpan(
            f"its time {str(value)[:40]!r} is not a number of nanoseconds"
        ) from error


def _attributes(pairs: Any) -> Attributes:
    attributes: Attributes = {}
    for pair in pairs if isinstance(pairs, list) else ():
        if isinstance(pair, dict) and isinstance(key := pair.get("key"), str):
            plain = _value(pair.get("value"), 0)
            if plain is not None and plain != "":
                attributes[key] = text_of(plain) if isinstance(plain, dict) else plain
    return attributes


def _value(value: Any, depth: int) -> Any:
    """The value of an AnyValue such as {"stringValue": ...}; None if it is none."""
    if isinstance(value, dict):
        for kind, content in value.items():
            if reader := _READERS.get(kind):
                return reader(content, depth + 1)
    return None


def _integer(content: Any, _: int) -> Any:
    # A string by the specification; JavaScript's exporters send a number.
    if isinstance(content, LongNumber):
        return content.text
    try:
        return storable(int(content))
    except ValueError:
        # Too many digits, or none: kept as text.
        return content
    except (TypeError, OverflowError):
        return None


def _double(content: Any, _: int) -> Any:
    if isinstance(content, float):
        # Whatever its number of digits, a double has its precision only.
        content = float(content)
    # Infinity and NaN come as strings, and stay strings.
    return storable(content) if isinstance(content, int | float | str) else None


def _scalar(content: Any, _: int) -> Any:
    return content if isinstance(content, str | bool) else None


def _array(content: Any, depth: int) -> list[Any]:
    items = _list(content, "values") if depth <= MAX_VALUE_DEPTH else []
    return [_value(item, depth) for item in items]


def _mapping(content: Any, depth: int) -> dict[str, Any]:
    pairs = _list(content, "values") if depth <= MAX_VALUE_DEPTH else []
    return {
        str(pair["key"]): _value(pair.get("value"), depth)
        for pair in pairs
        if isinstance(pair, dict) and "key" in pair
    }


# protobuf's JSON printers may keep the field names of the .proto file, in lower case.
_READERS: dict[str, Callable[[Any, int], Any]] = {
    **dict.fromkeys(("stringValue", "string_value"), _scalar),
    **dict.fromkeys(("boolValue", "bool_value"), _scalar),
    **dict.fromkeys(("bytesValue", "bytes_value"), _scalar),
    **dict.fromkeys(("intValue", "int_value"), _integer),
    **dict.fromkeys(("doubleValue", "double_value"), _double),
    **dict.fromkeys(("arrayValue", "array_value"), _array),
    **dict.fromkeys(("kvlistValue", "kvlist_value"), _mapping),
}


def _either(raw: dict[str, Any], name: str, other_name: str) -> Any:
    return raw[name] if name in raw else raw.get(other_name)


def _object(raw: dict[str, Any], name: str) -> dict[str, Any]:
    value = raw.get(name)
    return value if isinstance(value, dict) else {}


def _list(raw: Any, name: str) -> list[Any]:
    value = raw.get(name) if isinstance(raw, dict) else None
    return value if isinstance(value, list) else []


def _groups(raw: dict[str, Any], name: str, other_name: str) -> list[dict[str, Any]]:
    value = _either(raw, name, other_name)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise BadInput(f"{name} is not an array of objects.")
    return value


def _spans(scope_spans: dict[str, Any]) -> list[Any]:
    spans = scope_spans.get("spans") or []
    if not isinstance(spans, list):
        raise BadInput("spans is not an array.")
    return spans


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
