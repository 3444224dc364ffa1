"""OTLP requests made by hand, in JSON and in protobuf."""

import base64
from collections.abc import Mapping
from typing import Any

import orjson
from google.protobuf.json_format import ParseDict
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from make import START
from usertrail.normalise.otlp import ParsedExport, spans_of
from usertrail.normalise.otlp_source import Sdk
from usertrail.normalise.records import Span

TRACE_ID = "0af7651916cd43dd8448eb211c80319c"
SPAN_ID = "b7ad6b7169203331"
IDS = ("traceId", "spanId", "parentSpanId")
START_NS = 1_800_000_000_000_000_000
SECOND_NS = 10**9


def attributes(named: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"key": name, "value": any_value(value)} for name, value in named.items()]


def any_value(value: Any) -> dict[str, Any]:
    """A plain value in OTLP/JSON; a dict is taken to be one already."""
    match value:
        case bool():
            return {"boolValue": value}
        case int():
            return {"intValue": str(value)}
        case float():
            return {"doubleValue": value}
        case list():
            return {"arrayValue": {"values": [any_value(item) for item in value]}}
        case dict():
            return value
        case _:
            return {"stringValue": value}


def wire_span(named: Mapping[str, Any] | None = None, **given: Any) -> dict[str, Any]:
    """A root span of one second in OTLP/JSON."""
    return {
        "traceId": TRACE_ID,
        "spanId": SPAN_ID,
        "name": "step",
        "startTimeUnixNano": str(START_NS),
        "endTimeUnixNano": str(START_NS + SECOND_NS),
        "attributes": attributes(named or {}),
        **given,
    }


def request(
    *spans: Any,
    scope: str = "langfuse-sdk",
    version: str = "3.15.0",
    resource: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """An export request of Langfuse's Python SDK, unless told otherwise."""
    return {
        "resourceSpans": [
            {
                "resource": {
                    "attributes": attributes(
                        {"telemetry.sdk.language": "python", **(resource or {})}
                    )
                },
                "scopeSpans": [
                    {"scope": {"name": scope, "version": version}, "spans": list(spans)}
                ],
            }
        ]
    }


def export(*spans: Any, sdk: Sdk | None = None, **given: Any) -> ParsedExport:
    return spans_of(orjson.dumps(request(*spans, **given)), "json", sdk or Sdk(), START)


def read(named: Mapping[str, Any] | None = None, /, **given: Any) -> Span:
    """The record of one span with these attributes; `span` holds its other fields."""
    found = export(wire_span(named, **given.pop("span", {})), **given)
    assert not found.refused
    [span] = found.spans
    return span


def protobuf_request(*span_ids: bytes) -> ExportTraceServiceRequest:
    """One root span for each id, in protobuf."""
    message = ExportTraceServiceRequest()
    scope_spans = message.resource_spans.add().scope_spans.add()
    for span_id in span_ids:
        scope_spans.spans.add(
            trace_id=bytes.fromhex(TRACE_ID),
            span_id=span_id,
            name="step",
            start_time_unix_nano=START_NS,
            end_time_unix_nano=START_NS + SECOND_NS,
        )
    return message


def as_protobuf(request: Mapping[str, Any]) -> bytes:
    """A request in JSON, in protobuf. Ids that are not hex are taken as text, so of any length."""
    spans = [
        {**span, **{name: _base64(span[name]) for name in IDS if span.get(name)}}
        for group in request["resourceSpans"]
        for scope in group["scopeSpans"]
        for span in scope["spans"]
    ]
    [group] = request["resourceSpans"]
    [scope] = group["scopeSpans"]
    body = {"resourceSpans": [{**group, "scopeSpans": [{**scope, "spans": spans}]}]}
    message = ParseDict(body, ExportTraceServiceRequest(), max_recursion_depth=1000)
    return message.SerializeToString()


def _base64(sent: str) -> str:
    try:
        data = bytes.fromhex(sent)
    except ValueError:
        data = sent.encode()
    return base64.b64encode(data).decode()
