"""What becomes of what no sender should send: each by one rule, at no cost to its neighbours.

Every case goes over HTTP beside a neighbour, in JSON and in protobuf where both can say it, and is
then read through GraphQL.
"""

import re
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

import httpx
import orjson
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceResponse

from asking import Ask
from tests.receive.test_endpoints import JSON, PROTOBUF, TRACES
from usertrail.database.pool import Pool
from usertrail.verify import verify
from wire import SECOND_NS, SPAN_ID, START_NS, TRACE_ID, as_protobuf, request, wire_span

NEIGHBOUR = wire_span({"user.id": "neighbour"}, traceId="c" * 32, spanId="d" * 16, name="near")
PARENT = "e" * 16
OTHER = "my.own.instrumentation"

SPANS = """
    query($id: String!) {
        trace(traceId: $id) {
            user { userId } name
            spans {
                nodes {
                    spanId parentSpanId name startedAt endedAt latencyMs statusMessage
                    usageDetails costDetails input output metadata
                }
            }
        }
    }
"""


class Said(NamedTuple):
    """How many spans the answer says were refused, and why."""

    refused: int
    why: str


Send = Callable[..., Awaitable[Said]]
Body = dict[str, Any]


@pytest.fixture(params=["json", "protobuf"])
async def send(request: pytest.FixtureRequest, client: httpx.AsyncClient) -> Send:
    """Sends spans, a neighbour among them, as one request in either encoding."""

    async def send(*spans: Body, change: Callable[[bytes], bytes] = bytes, **given: Any) -> Said:
        body = request_of(*spans, **given)
        if request.param == "json":
            sent = change(orjson.dumps(body))
            answer = await client.post(TRACES, content=sent, headers=JSON)
            partial = answer.json().get("partialSuccess", {})
            said = Said(int(partial.get("rejectedSpans", 0)), partial.get("errorMessage", ""))
        else:
            answer = await client.post(TRACES, content=change(as_protobuf(body)), headers=PROTOBUF)
            success = ExportTraceServiceResponse.FromString(answer.content).partial_success
            said = Said(success.rejected_spans, success.error_message)
        assert answer.status_code == 200
        return said

    return send


def request_of(*spans: Body, **given: Any) -> Body:
    first, *rest = spans
    return request(first, NEIGHBOUR, *rest, **given)


@pytest.fixture
async def read(ask: Ask, pool: Pool) -> Callable[..., Awaitable[Any]]:
    """The trace, once it is sure that the neighbour is stored and every total is right."""

    async def read(trace_id: str = TRACE_ID) -> Any:
        assert await verify(pool) == []
        near = (await ask(SPANS, id="c" * 32))["trace"]
        assert (near["user"]["userId"], near["name"], len(near["spans"]["nodes"])) == (
            "neighbour",
            "near",
            1,
        )
        return (await ask(SPANS, id=trace_id))["trace"]

    return read


Read = Callable[..., Awaitable[Any]]


def user_of(trace: Any) -> str | None:
    return trace["user"] and trace["user"]["userId"]  # type: ignore[no-any-return]


async def test_nul_is_taken_out_of_every_text(send: Send, read: Read) -> None:
    span = wire_span(
        {
            "user.id": "a\0da",
            "langfuse.observation.input": '{"a\\u0000": "b\0\\u0000"}',
            "k\0": "v",
        },
        name="na\0me",
        status={"code": 2, "message": "n\0o"},
    )
    assert (await send(span, scope=OTHER)).refused == 0
    trace = await read()
    assert (user_of(trace), trace["name"]) == ("ada", "name")
    [node] = trace["spans"]["nodes"]
    assert node["statusMessage"] == "no"
    assert node["metadata"]["attributes"] == {"user.id": "ada", "k": "v"}
    assert "\0" not in str(node)


async def test_what_is_no_text_in_unicode_is_marked(send: Send, read: Read) -> None:
    span = wire_span({"user.id": "ada", "langfuse.observation.input": "a~~~~b"}, name="~~~~")
    assert (
        await send(span, change=lambda sent: sent.replace(b"~~~~", b"\xff\xfe\xfd\xfc"))
    ).refused == 0
    trace = await read()
    assert (user_of(trace), trace["name"]) == ("ada", "\ufffd" * 4)
    assert trace["spans"]["nodes"][0]["input"] == "a" + "\ufffd" * 4 + "b"


async def test_half_an_emoji_is_marked(client: httpx.AsyncClient, read: Read) -> None:
    body = orjson.dumps(request_of(wire_span({"user.id": "ada~"}, name="~")))
    sent = body.replace(b"~", b"\\ud83d")
    assert (await client.post(TRACES, content=sent, headers=JSON)).status_code == 200
    trace = await read()
    assert (user_of(trace), trace["name"]) == ("ada?", "?")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({"doubleValue": "NaN"}, "NaN"),
        ({"doubleValue": "Infinity"}, "Infinity"),
        ({"doubleValue": "-Infinity"}, "-Infinity"),
        ({"intValue": str(2**63 - 1)}, str(2**63 - 1)),
        ({"intValue": str(-(2**63))}, str(-(2**63))),
    ],
)
async def test_a_number_that_json_has_not_is_kept_as_text(
    send: Send, read: Read, sent: Body, kept: str
) -> None:
    numbers = ("gen_ai.usage.input_tokens", "gen_ai.usage.cost", "gen_ai.request.top_p", "mine")
    assert (await send(wire_span(dict.fromkeys(numbers, sent)), scope=OTHER)).refused == 0
    [node] = (await read())["spans"]["nodes"]
    assert node["metadata"]["attributes"]["mine"] == kept
    assert (node["usageDetails"], node["costDetails"]) == (None, None)


@pytest.mark.parametrize("sent", [str(2**63), "-" + "9" * 30, "9" * 5000, "seven"])
async def test_a_number_of_more_than_64_bits_is_kept_as_text(
    client: httpx.AsyncClient, read: Read, sent: str
) -> None:
    span = wire_span({"mine": {"intValue": sent}, "gen_ai.usage.input_tokens": {"intValue": sent}})
    body = orjson.dumps(request_of(span, scope=OTHER))
    answer = await client.post(TRACES, content=body, headers=JSON)
    assert (answer.status_code, answer.json()) == (200, {})
    [node] = (await read())["spans"]["nodes"]
    assert node["metadata"]["attributes"]["mine"] == sent
    assert node["usageDetails"] is None


@pytest.mark.parametrize(
    ("times", "why"),
    [
        ({"startTimeUnixNano": "-1"}, "its time -1 is before 1970"),
        ({"endTimeUnixNano": str(2**64)}, f"its time {2**64} is more than a year ahead"),
        ({"startTimeUnixNano": "noon"}, "its time 'noon' is not a number of nanoseconds"),
    ],
)
async def test_a_time_that_protobuf_cannot_hold_costs_the_span(
    client: httpx.AsyncClient, read: Read, times: Body, why: str
) -> None:
    body = orjson.dumps(request_of({**wire_span(), **times}))
    answer = (await client.post(TRACES, content=body, headers=JSON)).json()["partialSuccess"]
    assert (answer["rejectedSpans"], answer["errorMessage"]) == (
        "1",
        f"1 spans were refused: 'step': {why}.",
    )
    assert await read() is None


@pytest.mark.parametrize("far", [2**63 - 1, 4_000_000_000 * SECOND_NS, 2**64 - 1])
async def test_a_time_more_than_a_year_ahead_costs_the_span(
    send: Send, read: Read, far: int
) -> None:
    said = await send(wire_span(startTimeUnixNano=str(START_NS), endTimeUnixNano=str(far)))
    assert said == (1, f"1 spans were refused: 'step': its time {far} is more than a year ahead.")
    assert await read() is None


async def test_the_first_instant_of_1970_is_a_time(send: Send, read: Read) -> None:
    assert (await send(wire_span(startTimeUnixNano="1", endTimeUnixNano="999"))).refused == 0
    [node] = (await read())["spans"]["nodes"]
    assert node["startedAt"].startswith("1970-01-01T00:00:00")


async def test_a_span_that_ends_before_it_starts_ends_when_it_starts(
    send: Send, read: Read
) -> None:
    assert (await send(wire_span(endTimeUnixNano=str(START_NS - 5 * SECOND_NS)))).refused == 0
    [node] = (await read())["spans"]["nodes"]
    assert node["startedAt"] == node["endedAt"]
    assert node["latencyMs"] == 0


@pytest.mark.parametrize(
    ("ids", "why"),
    [
        ({"traceId": "ab" * 15}, "its trace id is not 16 bytes, or all zero"),
        ({"traceId": "0" * 32}, "its trace id is not 16 bytes, or all zero"),
        ({"traceId": ""}, "its trace id is not 16 bytes, or all zero"),
        ({"spanId": "ab" * 9}, "its span id is not 8 bytes, or all zero"),
        ({"spanId": "no id"}, "its span id is not 8 bytes, or all zero"),
    ],
)
async def test_a_span_without_usable_ids_is_refused_and_named(
    send: Send, read: Read, ids: Body, why: str
) -> None:
    assert await send(wire_span(**ids)) == (1, f"1 spans were refused: 'step': {why}.")
    assert await read() is None


@pytest.mark.parametrize("parent", ["ab" * 7, "0" * 16, "no id"])
async def test_a_parent_of_no_usable_id_is_none(send: Send, read: Read, parent: str) -> None:
    assert (await send(wire_span(parentSpanId=parent))).refused == 0
    trace = await read()
    assert trace["spans"]["nodes"][0]["parentSpanId"] is None
    assert trace["name"] == "step"


async def test_a_parent_that_never_comes_leaves_the_earliest_span_at_the_top(
    send: Send, read: Read
) -> None:
    later = wire_span(
        spanId="1" * 16, parentSpanId=SPAN_ID, startTimeUnixNano=str(START_NS + 1000), name="later"
    )
    orphan = wire_span({"user.id": "ada"}, parentSpanId=PARENT, name="orphan")
    assert (await send(later, orphan)).refused == 0
    trace = await read()
    assert (user_of(trace), trace["name"]) == ("ada", "orphan")
    assert [node["parentSpanId"] for node in trace["spans"]["nodes"]] == [PARENT, SPAN_ID]


@pytest.mark.parametrize("length", [1, 2, 5])
async def test_spans_that_are_each_others_parents_are_all_there(
    send: Send, read: Read, length: int
) -> None:
    ids = [f"{number + 1:016x}" for number in range(length)]
    circle = [
        wire_span(
            {"user.id": "ada"},
            spanId=ids[number],
            parentSpanId=ids[number - 1],
            startTimeUnixNano=str(START_NS + number * SECOND_NS),
            endTimeUnixNano=str(START_NS + number * SECOND_NS),
            name=f"n{number}",
        )
        for number in range(length)
    ]
    assert (await send(*circle)).refused == 0
    trace = await read()
    assert (user_of(trace), trace["name"]) == ("ada", "n0")
    assert [node["spanId"] for node in trace["spans"]["nodes"]] == ids


@pytest.mark.parametrize(
    ("sent", "user_id"),
    [
        ("u" * 201, "u" * 201),
        ("ü" * 500, "ü" * 500),
        ("u" * 1001, re.compile("u{933}…[0-9a-f]{64}")),
        ("", None),
        (" ", " "),
        (42, "42"),
        (4.5, "4.5"),
        (True, "true"),
        (False, None),
        (["a", "b"], '["a","b"]'),
        ({"kvlistValue": {"values": [{"key": "id", "value": {"intValue": "7"}}]}}, '{"id":7}'),
        ({"bytesValue": "aGk="}, "aGk="),
    ],
    ids=lambda value: str(value)[:20],
)
async def test_a_user_id_of_any_kind_never_costs_the_span(
    send: Send, read: Read, sent: Any, user_id: Any
) -> None:
    assert (await send(wire_span({"user.id": sent}))).refused == 0
    trace = await read()
    if isinstance(user_id, re.Pattern):
        assert user_id.fullmatch(user_of(trace))
    else:
        assert user_of(trace) == user_id
    assert len(trace["spans"]["nodes"]) == 1


async def test_what_is_nested_deep_is_cut_off_below_thirty_levels(send: Send, read: Read) -> None:
    value: Any = "deep"
    for _ in range(50):
        value = [value]
    assert (await send(wire_span({"mine": value}), scope=OTHER)).refused == 0
    [node] = (await read())["spans"]["nodes"]
    assert node["metadata"]["attributes"]["mine"] == "[" * 31 + "]" * 31


@pytest.mark.parametrize("sent", [b"[" * 100_000, b'{"resourceSpans":' * 5000])
async def test_a_body_nested_by_the_thousand_cannot_be_read(
    client: httpx.AsyncClient, sent: bytes
) -> None:
    answer = await client.post(TRACES, content=sent, headers=JSON)
    assert answer.status_code == 400
    assert answer.json()["error"].startswith("The body is not JSON: ")


async def test_a_huge_attribute_is_kept_whole(send: Send, read: Read) -> None:
    text = "a long story " * 80_000
    named = {"user.id": "ada", "langfuse.observation.input": text, "langfuse.trace.tags": [text]}
    assert (await send(wire_span(named))).refused == 0
    trace = await read()
    assert trace["spans"]["nodes"][0]["input"] == text


async def test_of_attributes_of_one_name_the_last_that_says_something_counts(
    send: Send, read: Read
) -> None:
    span = wire_span({"user.id": "first"})
    for text in ("second", ""):
        span["attributes"].append({"key": "user.id", "value": {"stringValue": text}})
    assert (await send(span)).refused == 0
    assert user_of(await read()) == "second"


@pytest.mark.parametrize(
    "text",
    [
        "@@@langfuseMedia:type=image/png|id=w545-gMaR1SQciV_7G5wR8|source=base64_data_uri@@@",
        "<masked>",
        "***",
        "[REDACTED]",
        "<fully masked due to failed mask function>",
    ],
)
async def test_media_references_and_masked_values_are_kept_as_sent(
    send: Send, read: Read, text: str
) -> None:
    named = {
        "langfuse.observation.input": text,
        "langfuse.observation.output": orjson.dumps({"picture": text}).decode(),
        "langfuse.observation.metadata.note": text,
    }
    assert (await send(wire_span(named))).refused == 0
    [node] = (await read())["spans"]["nodes"]
    assert node["input"] == text
    assert node["output"] == {"picture": text}
    assert node["metadata"]["note"] == text


async def test_odd_spans_sent_twice_change_nothing(send: Send, read: Read) -> None:
    spans = [
        wire_span({"user.id": "a\0"}, spanId="1" * 16, parentSpanId="2" * 16),
        wire_span({"user.id": 7}, spanId="2" * 16, parentSpanId="1" * 16, endTimeUnixNano="5"),
        wire_span(spanId=""),
    ]
    assert await send(*spans) == await send(*spans)
    assert len((await read())["spans"]["nodes"]) == 2
