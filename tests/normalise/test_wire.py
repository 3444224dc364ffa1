"""What can be read of a span, and what becomes of what cannot."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest

from attribute_names import known_names
from make import START
from usertrail.errors import BadInput
from usertrail.normalise.conventions import genai
from usertrail.normalise.otlp import Encoding, spans_of
from usertrail.normalise.otlp_source import Sdk
from wire import (
    SECOND_NS,
    SPAN_ID,
    START_NS,
    TRACE_ID,
    as_protobuf,
    export,
    protobuf_request,
    read,
    request,
    wire_span,
)

OTHER = "my.own.instrumentation"
STARTED_AT = datetime.fromtimestamp(START_NS // SECOND_NS, UTC)


def test_times_missing_or_turned_round_are_mended() -> None:
    def times(**span: Any) -> tuple[datetime, datetime]:
        return read(span=span)[6:8]

    later = STARTED_AT + timedelta(seconds=1)
    assert times(startTimeUnixNano=None) == (later, later)
    assert times(endTimeUnixNano="0") == (STARTED_AT, STARTED_AT)
    assert times(startTimeUnixNano=None, endTimeUnixNano=None) == (START, START)
    assert times(endTimeUnixNano=str(START_NS - 1)) == (STARTED_AT, STARTED_AT)
    assert times(startTimeUnixNano=START_NS + 1999)[0] == STARTED_AT + timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ({"traceId": ""}, "trace id"),
        ({"traceId": "0" * 32}, "trace id"),
        ({"traceId": "abcd"}, "trace id"),
        ({"traceId": 7}, "trace id"),
        ({"spanId": "xyz"}, "span id"),
        ({"startTimeUnixNano": "-1"}, "its time -1 is before 1970"),
        ({"endTimeUnixNano": str(10**21)}, "is more than a year ahead"),
        ({"startTimeUnixNano": str(2**64 - 1)}, "is more than a year ahead"),
        ({"startTimeUnixNano": "noon"}, "not a number of nanoseconds"),
        ({"attributes": "none"}, "attributes are not an array"),
    ],
)
def test_an_unusable_span_costs_only_itself(broken: dict[str, Any], reason: str) -> None:
    found = export(wire_span(spanId="1" * 16), {**wire_span(), **broken}, wire_span())
    assert [span.span_id for span in found.spans] == ["1" * 16, SPAN_ID]
    [refusal] = found.refused
    assert refusal.span_name == "step"
    assert reason in refusal.reason


def test_a_span_that_is_no_object_costs_only_itself() -> None:
    found = export(7, wire_span())
    assert (len(found.spans), len(found.refused)) == (1, 1)


def test_ids_may_be_base64_and_hex_may_be_upper_case() -> None:
    encoded = base64.b64encode(bytes.fromhex(TRACE_ID)).decode()
    assert read(span={"traceId": encoded}).trace_id == TRACE_ID
    assert read(span={"spanId": SPAN_ID.upper()}).span_id == SPAN_ID


def test_values_of_every_kind_become_plain_ones() -> None:
    sent: dict[str, Any] = {
        "js": {"intValue": 42},
        "long": {"intValue": str(2**64)},
        "nan": {"doubleValue": "NaN"},
        "bytes": {"bytesValue": "aGk="},
        "nested": {"kvlistValue": {"values": [{"key": "a", "value": {"intValue": "1"}}]}},
        "empty": {},
        "snake": {"string_value": "s"},
        "list": ["a", 1.5, True],
    }
    assert read(sent, scope=OTHER).metadata["attributes"] == {
        "js": "42",
        "long": str(2**64),
        "nan": "NaN",
        "bytes": "aGk=",
        "nested": '{"a":1}',
        "snake": "s",
        "list": '["a",1.5,true]',
    }


def test_protobuf_values_of_every_kind_become_the_same() -> None:
    message = protobuf_request(bytes.fromhex(SPAN_ID))
    span = message.resource_spans[0].scope_spans[0].spans[0]
    span.attributes.add(key="user.id").value.int_value = 42
    span.attributes.add(key="nan").value.double_value = float("nan")
    span.attributes.add(key="bytes").value.bytes_value = b"hi"
    span.attributes.add(key="empty")
    span.attributes.add(key="nul\0").value.string_value = "a\0b"
    span.attributes.add(key="list").value.array_value.values.add().bool_value = True
    pair = span.attributes.add(key="nested").value.kvlist_value.values.add(key="a")
    pair.value.int_value = 1
    [found] = spans_of(message.SerializeToString(), "protobuf", Sdk(), START).spans
    assert found.trace_fields.user_id == "42"
    assert found.metadata["attributes"] == {
        "user.id": "42",
        "nan": "NaN",
        "bytes": "aGk=",
        "nul": "ab",
        "list": "[true]",
        "nested": '{"a":1}',
    }


def test_text_that_cannot_be_stored_is_mended_everywhere() -> None:
    body = json.dumps(
        request(
            wire_span({"langfuse.observation.metadata.k\0": '["\\u0000a","\\ud83d"]'}, name="n\0"),
            resource={"langfuse.release": "\ud83d cut"},
        )
    )
    [span] = spans_of(body.encode(), "json", Sdk(), START).spans
    assert (span.name, span.trace_fields.release) == ("n", "? cut")
    assert span.metadata == {"k": ["a", "?"]}


@pytest.mark.parametrize("depth", [60, 100, 5000, 100_000])
def test_metadata_nested_however_deep_is_kept(depth: int) -> None:
    text = "[" * depth + "]" * depth
    kept = read({"langfuse.observation.metadata.k": text}).metadata["k"]
    assert kept == (json.loads(text) if depth < 64 else text)


@pytest.mark.parametrize("encoding", ["json", "protobuf"])
@pytest.mark.parametrize("depth", [20, 29, 30, 55])
def test_an_attribute_nested_thirty_levels_deep_is_cut_off_there(
    encoding: Encoding, depth: int
) -> None:
    listed: Any = "deep"
    mapped: dict[str, Any] = {"stringValue": "deep"}
    for _ in range(depth):
        listed = [listed]
        mapped = {"kvlistValue": {"values": [{"key": "k", "value": mapped}]}}
    body = request(wire_span({"list": listed, "map": mapped, "next": "kept"}), scope=OTHER)
    sent = orjson.dumps(body) if encoding == "json" else as_protobuf(body)
    [span] = spans_of(sent, encoding, Sdk(), START).spans
    attributes = span.metadata["attributes"]
    levels = min(depth, 31)
    assert attributes["list"] == "[" * levels + '"deep"' * (depth < 31) + "]" * levels
    assert attributes["map"].count("k") == min(depth, 30)
    assert ("deep" in attributes["map"]) == (depth < 31)
    assert attributes["next"] == "kept"


@pytest.mark.parametrize("wrong", [b"\xff", b"\xed\xa0\xbd", b"\xe2\x82"])
def test_text_in_protobuf_that_is_no_utf_8_is_mended_wherever_it_is(wrong: bytes) -> None:
    mark = "~~~"[: len(wrong)]
    named = {f"key{mark}": "a", "user.id": f"ada{mark}", "list": ["b", f"c{mark}"]}
    body = request(
        wire_span(named, name=f"name{mark}", status={"message": mark}),
        wire_span({"user.id": "ben"}, spanId="1" * 16),
        resource={"langfuse.release": f"r{mark}"},
        scope=OTHER,
    )
    sent = as_protobuf(body).replace(mark.encode(), wrong)
    odd, neighbour = spans_of(sent, "protobuf", Sdk(), START).spans
    mended = wrong.decode("utf-8", "replace")
    assert odd.trace_fields.user_id == f"ada{mended}"
    assert (odd.name, odd.status_message) == (f"name{mended}", mended)
    assert odd.trace_fields.release == f"r{mended}"
    assert odd.metadata["attributes"][f"key{mended}"] == "a"
    assert json.loads(odd.metadata["attributes"]["list"]) == ["b", f"c{mended}"]
    assert (odd.trace_id, odd.span_id) == (TRACE_ID, SPAN_ID)
    assert neighbour.trace_fields.user_id == "ben"


@pytest.mark.parametrize(
    "body", [b"{", b"[]", b'{"resourceSpans": 1}', b'{"resourceSpans":[{"scopeSpans":[1]}]}']
)
def test_json_that_is_no_export_request_is_refused_as_a_whole(body: bytes) -> None:
    with pytest.raises(BadInput):
        spans_of(body, "json", Sdk(), START)


def test_bytes_that_are_no_protobuf_are_refused_as_a_whole() -> None:
    with pytest.raises(BadInput):
        spans_of(b"\xff\xff", "protobuf", Sdk(), START)


@pytest.mark.parametrize(
    "value",
    [
        *("", "text", "[", "[1", '{"a":', "{}", "[]", "null", '"', '""', "NaN", "9" * 5000),
        *('{"name":[],"version":{}}', '{"input":{},"total":null}', "[[],{}]", "-0", "1e999"),
        *(0, -1, 2**63 - 1, True, 1.5, -1e308, {"doubleValue": "Infinity"}),
        *([], [""], [[]], [{"kvlistValue": {"values": []}}], {"kvlistValue": 7}, {"intValue": []}),
    ],
    ids=lambda value: repr(value)[:20],
)
@pytest.mark.parametrize("scope", ["langfuse-sdk", OTHER])
def test_any_value_under_any_name_is_read_and_can_be_written(value: Any, scope: str) -> None:
    names = known_names()
    assert len(names) > 100
    found = export(
        *(wire_span({name: value}) for name in names),
        wire_span(dict.fromkeys(names, value)),
        wire_span({**dict.fromkeys(names, value), genai.OPERATION: "chat"}),
        scope=scope,
        version="5.0.0",
    )
    assert not found.refused
    for span in found.spans:
        json.dumps(span, default=str, allow_nan=False)
        orjson.dumps([span.metadata, span.model_parameters, span.trace_fields.metadata])
