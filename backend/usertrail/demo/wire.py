"""The demo on the wire: OTLP/JSON for spans, events of a Langfuse batch for scores."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from usertrail.demo.shapes import Attributes, DemoSpan, DemoTrace, Score, Source

Json = dict[str, Any]

NS_PER_MS = 1_000_000
VALUE_KEYS = {str: "stringValue", bool: "boolValue", int: "intValue", float: "doubleValue"}
# Of enums in OTLP.
KIND_INTERNAL = 1
STATUS_ERROR = 2


def dated_spans(traces: Iterable[DemoTrace], zero_ms: int) -> Iterator[tuple[Source, Json]]:
    """Children first and the root last, as SDKs send them; `zero_ms` is since 1970."""
    for trace in traces:
        for span in reversed(trace.spans):
            yield trace.source, {"traceId": trace.trace_id, **_span(span, zero_ms)}


def export_request(spans: Iterable[tuple[Source, Json]]) -> Json:
    """The body of one OTLP export."""
    by_source = groupby(sorted(spans, key=itemgetter(0)), key=itemgetter(0))
    return {
        "resourceSpans": [
            {
                "resource": {"attributes": _key_values(_resource(source))},
                "scopeSpans": [
                    {
                        "scope": {"name": source.scope, "version": source.scope_version},
                        "spans": [span for _, span in group],
                    }
                ],
            }
            for source, group in by_source
        ]
    }


def _resource(source: Source) -> Attributes:
    return {
        "service.name": source.service,
        "service.version": source.release,
        "langfuse.release": source.release,
        "deployment.environment.name": source.environment,
        "telemetry.sdk.language": "python",
    }


def _span(span: DemoSpan, zero_ms: int) -> Json:
    attributes = span.attributes
    if span.first_token_ms is not None:
        # In quotes, as the Langfuse SDKs send it.
        first_token = f'"{instant(zero_ms + span.first_token_ms)}"'
        attributes = attributes | {"langfuse.observation.completion_start_time": first_token}
    failed = {"code": STATUS_ERROR, "message": span.error}
    return {
        "spanId": span.span_id,
        "parentSpanId": span.parent_id,
        "name": span.name,
        "kind": KIND_INTERNAL,
        "startTimeUnixNano": str((zero_ms + span.start_ms) * NS_PER_MS),
        "endTimeUnixNano": str((zero_ms + span.end_ms) * NS_PER_MS),
        "attributes": _key_values(attributes),
        "status": {} if span.error is None else failed,
    }


def _key_values(attributes: Attributes) -> list[Json]:
    return [{"key": key, "value": _any_value(value)} for key, value in attributes.items()]


def _any_value(value: Any) -> Json:
    if isinstance(value, list):
        return {"arrayValue": {"values": [_any_value(one) for one in value]}}
    return {VALUE_KEYS[type(value)]: value}


def score_event(score: Score, zero_ms: int) -> Json:
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
