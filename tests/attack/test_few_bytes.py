"""Little that is sent and takes long to read: on the event loop, or by growing with its square."""

import gzip
from contextlib import ExitStack, closing

import orjson
import pytest

from tests.attack.judging import MAX_BUSY_SECONDS, assert_unharmed, post
from tests.attack.sending import BATCH, GZIP, JSON, PROTOBUF, TRACES, sized, tag
from tests.attack.sockets import UPGRADE, connect, rest_of, send, until
from tests.attack.test_bodies import export_around
from tests.attack.watched import MEBIBYTE, Watched

FIELD = "{ __typename }"
# Of a WebSocket: it says that a mebibyte follows.
LONG_FRAME = bytes([0x81, 0x80 | 127]) + (1_000_000).to_bytes(8) + bytes(4)


@pytest.mark.parametrize(
    "content_type", [";" * 60_000, 'a;"' + ";" * 59_000, "multipart/form-data" + "; a*0=b" * 5_000]
)
def test_a_content_type_of_many_parameters_is_refused(attacked: Watched, content_type: str) -> None:
    with attacked.watch() as seen:
        answer = post(attacked, "/graphql", b"{}", {"content-type": content_type})
        assert answer.status_code == 400
    assert_unharmed(seen, grown=20 * MEBIBYTE)


@pytest.mark.parametrize(
    "values", [b'"a",' * 200_000, b"0.12345678901234567890," * 43_000, b"NaN," * 200_000]
)
def test_variables_of_too_many_values_are_refused(attacked: Watched, values: bytes) -> None:
    body = b'{"query":"%s","variables":{"a":[%s0]}}' % (FIELD.encode(), values)
    with attacked.watch() as seen:
        answer = post(attacked, "/graphql", body, JSON)
        assert answer.status_code == 413
        assert "at most 10000" in answer.text
    assert_unharmed(seen, grown=50 * MEBIBYTE)


def test_a_long_text_may_have_commas(attacked: Watched) -> None:
    body = orjson.dumps({"query": FIELD, "variables": {"a": "so, " * 50_000}})
    assert post(attacked, "/graphql", body, JSON).json() == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize("first_second", [0, 59])
def test_thousands_of_events_each_tell_something_else_of_one_trace(
    attacked: Watched, first_second: int
) -> None:
    events = [
        {
            "id": f"event-{number}",
            "type": "trace-create",
            "timestamp": f"2026-11-20T12:00:{abs(first_second - number // 170):02}Z",
            "body": {"id": "much", "metadata": {f"key {number}": "x" * 100}},
        }
        for number in range(10_000)
    ]
    with attacked.watch() as seen:
        answer = post(attacked, BATCH, orjson.dumps({"batch": events}), JSON)
        assert answer.status_code == 207
        assert len(answer.json()["successes"]) == 10_000
    assert seen.longest_busy_seconds < MAX_BUSY_SECONDS, seen.busy[:5]
    assert set(seen.neighbour_statuses) <= {207, 200}


def test_large_spans_of_nothing_are_counted_together(attacked: Watched) -> None:
    span = tag(2) + sized((tag(9) + sized(b"")) * 900_000)
    body = gzip.compress(export_around(span * 18))
    cpu_before = sum(attacked.process.cpu_times()[:2])
    answer = post(attacked, TRACES, body, PROTOBUF | GZIP)
    assert answer.status_code == 413
    assert "more than 2,000,000 attributes" in answer.text
    assert sum(attacked.process.cpu_times()[:2]) - cpu_before < 10


def test_a_stranger_on_a_socket_is_not_remembered(attacked: Watched) -> None:
    with attacked.watch() as seen, ExitStack() as opened:
        sockets = [opened.enter_context(closing(connect(attacked.url))) for _ in range(100)]
        for socket in sockets:
            send(socket, UPGRADE)
            until(socket, b"\r\n\r\n")
            send(socket, LONG_FRAME + bytes(500_000))
        assert b"exceeds limit" in rest_of(sockets[0])
    assert_unharmed(seen, grown=50 * MEBIBYTE)


def test_long_documents_leave_the_loop_to_others(attacked: Watched) -> None:
    with attacked.watch() as seen:
        for number in range(3):
            ids = ", ".join(f'"{number}-{at}"' for at in range(3_900))
            document = f"{{ users(filter: {{ userIds: [{ids}] }}) {{ totalCount }} }}"
            answer = post(attacked, "/graphql", orjson.dumps({"query": document}), JSON)
            assert answer.status_code == 200
    assert_unharmed(seen, grown=50 * MEBIBYTE)
