"""Numbers in JSON, none of which silently becomes another.

JSON's numbers have as many digits as they are written with (RFC 8259, 6); a float has 53 bits,
which is 15 to 17 digits (IEEE 754). What is kept as text, backend/docs/odd-input.md says.
"""

import json
from decimal import Decimal
from typing import Any

import httpx
import pytest

from environment import RunningServer
from usertrail.normalise.numbers import LongNumber, read_json
from usertrail.normalise.text import decoded, parse_json, storable, text_of
from wire import request, wire_span

# {as it is sent: as it is stored}
NUMBERS: dict[str, Any] = {
    "0": 0,
    "-17": -17,
    "9007199254740993": 2**53 + 1,
    "107505301260286111": 107505301260286111,
    "9223372036854775807": 2**63 - 1,
    "-9223372036854775808": -(2**63),
    "9223372036854775808": "9223372036854775808",
    "18446744073709551616": "18446744073709551616",
    "50000000000000000001": "50000000000000000001",
    "-50000000000000000001": "-50000000000000000001",
    "7" * 400: "7" * 400,
    "1" + "0" * 5000: "1" + "0" * 5000,
    # The shortest text of a float is that float, whatever its length.
    "0.1": 0.1,
    "0.30000000000000004": 0.30000000000000004,
    "0.00012345678901234567": 0.00012345678901234567,
    "1.7976931348623157e+308": 1.7976931348623157e308,
    "5e-324": 5e-324,
    # Zeros at the end are no digits of their own.
    "1.5000000000000000000000": 1.5,
    "2.50E+2": 250.0,
    "0.1234567890123456789": "0.1234567890123456789",
    "9007199254740993.0": "9007199254740993.0",
    "1e400": "1e400",
    "-1E400": "-1E400",
    "1e-400": "1e-400",
    "10000000e305": "10000000e305",
    "1e99999999999999999999": "1e99999999999999999999",
}


@pytest.mark.parametrize(("sent", "stored"), NUMBERS.items(), ids=lambda value: str(value)[:30])
@pytest.mark.parametrize("around", ["%s", "[%s]", '{"a": %s}', '{"a":[1,%s,2]}', "[\n\t%s ]"])
def test_a_number_is_itself_or_its_text(sent: str, stored: Any, around: str) -> None:
    text = around % sent
    for body in (text, text.encode()):
        found = json.dumps(storable(parse_json(body)))
        assert found == json.dumps(json.loads(around % json.dumps(stored)))


@pytest.mark.parametrize("sent", NUMBERS, ids=lambda value: value[:30])
def test_beside_what_is_no_strict_json_too(sent: str) -> None:
    text = f'[NaN, "\\ud83d", {sent}]'
    assert storable(parse_json(text)) == ["NaN", "?", NUMBERS[sent]]


def test_text_that_looks_like_a_long_number_stays_as_it_is() -> None:
    text = '{"at":"1544712660300000000","id":"a: 12345678901234567890123","hex":"3e123456"}'
    assert read_json(text.encode()) == json.loads(text)


def test_the_text_of_a_long_number_is_not_read() -> None:
    assert decoded("50000000000000000001") == "50000000000000000001"
    assert decoded("0.1234567890123456789") == "0.1234567890123456789"
    assert decoded('{"wei": 50000000000000000001}') == {"wei": "50000000000000000001"}


def test_a_long_number_can_be_calculated_with_and_written() -> None:
    (number,) = parse_json("[0.0100000000000000002082]")
    assert isinstance(number, LongNumber)
    assert number == 0.01
    assert text_of(number) == "0.0100000000000000002082"
    assert text_of({"a": [number]}) == '{"a":["0.0100000000000000002082"]}'


@pytest.mark.parametrize("text", ["[NaN, 12345678901234567890123]", "[1e400, ]", "[1e400"])
def test_what_is_no_json_is_refused_beside_a_long_number(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_json(text.encode())


LONG = '{"wei": 50000000000000000001, "id": 107505301260286111, "ratio": 0.1234567890123456789}'
KEPT = {"wei": "50000000000000000001", "id": 107505301260286111, "ratio": "0.1234567890123456789"}


def test_every_digit_comes_back_from_wherever_it_was_sent(server: RunningServer) -> None:
    send(server, "/api/public/ingestion", EVENTS)
    send(server, "/v1/traces", otlp_as_text())
    send(server, "/v1/traces", otlp_as_numbers())
    send(server, "/api/public/scores", SCORE)
    for trace in ("events", OTLP_TRACE):
        found = ask(server, READ % trace)["trace"]
        assert found["metadata"] == KEPT
        span = found["spans"]["nodes"][0]
        assert (span["input"], span["output"]) == (KEPT, KEPT)
    by_number = ask(server, READ % NUMBER_TRACE)["trace"]["spans"]["nodes"][0]["metadata"]
    assert by_number["wei"] == "50000000000000000001"
    assert by_number["ratio"] == 0.12345678901234568


def test_amounts_of_many_digits_count(server: RunningServer) -> None:
    send(server, "/api/public/ingestion", EVENTS)
    send(server, "/api/public/scores", SCORE)
    found = ask(
        server,
        '{ trace(traceId: "events") { costUsd user { userId metrics { feedbackAverage } } } }',
    )["trace"]
    assert Decimal(found["costUsd"]) == Decimal("0.01")
    assert found["user"]["userId"] == "50000000000000000001"
    assert found["user"]["metrics"]["feedbackAverage"] == 0.1234567890123456789


@pytest.mark.parametrize("inline", [True, False], ids=["in the document", "as a variable"])
def test_what_is_said_of_users_keeps_every_digit(server: RunningServer, inline: bool) -> None:
    send(server, "/api/public/ingestion", EVENTS)
    said = "{wei: 50000000000000000001, id: 107505301260286111, ratio: 0.1234567890123456789}"
    document = IDENTIFY % ("", said) if inline else IDENTIFY % ("($said: JSON)", "$said")
    body = json.dumps({"query": document, "variables": {"said": 0}})
    found = post(server, "/graphql", body.replace('"said": 0', f'"said": {LONG}'))
    assert found.json()["data"]["identifyUser"]["user"]["properties"] == KEPT


def test_numbers_that_no_float_is_are_refused_where_a_float_is_asked_for(
    server: RunningServer,
) -> None:
    query = "query ($average: Float) { users(filter: {feedback: {average: {min: $average}}}) "
    query += "{ totalCount } }"
    body = json.dumps({"query": query, "variables": {"average": 0}})
    answer = post(server, "/graphql", body.replace('"average": 0', '"average": 1e400'))
    (error,) = answer.json()["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "finite" in error["message"]


EVENTS = f"""{{"batch": [
  {{"id": "1", "type": "trace-create", "timestamp": "2026-11-01T00:00:00Z", "body":
    {{"id": "events", "userId": 50000000000000000001, "metadata": {LONG}}}}},
  {{"id": "2", "type": "generation-create", "timestamp": "2026-11-01T00:00:00Z", "body":
    {{"id": "g", "traceId": "events", "input": {LONG}, "output": {json.dumps(LONG)}, "model": "m",
      "costDetails": {{"total": 0.0100000000000000002082}}}}}}
]}}"""
SCORE = '{"traceId": "events", "name": "precise", "value": 0.1234567890123456789}'
OTLP_TRACE, NUMBER_TRACE = f"{1:032x}", f"{2:032x}"
READ = """{ trace(traceId: "%s") {
  metadata spans { nodes { input output metadata } }
} }"""
IDENTIFY = """mutation %s {
  identifyUser(input: {userId: "50000000000000000001", properties: %s}) { user { properties } }
}"""


def otlp_as_text() -> str:
    names = ("observation.input", "observation.output", "trace.metadata")
    attributes = {f"langfuse.{name}": LONG for name in names}
    return json.dumps(request(wire_span(attributes, traceId=OTLP_TRACE)))


def otlp_as_numbers() -> str:
    """An intValue is beyond what OTLP allows; a doubleValue is a double with needless digits."""
    attributes = {
        "langfuse.observation.metadata.wei": 7,
        "langfuse.observation.metadata.ratio": 0.5,
    }
    body = json.dumps(request(wire_span(attributes, traceId=NUMBER_TRACE)))
    body = body.replace('"intValue": "7"', '"intValue": 50000000000000000001')
    return body.replace('"doubleValue": 0.5', '"doubleValue": 0.1234567890123456789')


def send(server: RunningServer, path: str, body: str) -> None:
    answer = post(server, path, body)
    assert answer.status_code in (200, 207), answer.text
    assert not answer.json().get("errors"), answer.text


def post(server: RunningServer, path: str, body: str) -> httpx.Response:
    return httpx.post(
        f"{server.url}{path}",
        content=body,
        headers={"content-type": "application/json"},
        auth=(server.public_key, server.secret_key),
    )


def ask(server: RunningServer, query: str) -> dict[str, Any]:
    answer = post(server, "/graphql", json.dumps({"query": query})).json()
    assert "errors" not in answer, answer
    data: dict[str, Any] = answer["data"]
    return data
