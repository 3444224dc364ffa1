"""Connections opened to keep others out, or to make the server work and remember."""

import random
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from tests.attack.judging import MAX_BUSY_SECONDS
from tests.attack.sockets import (
    ASKED,
    ASKED_ONCE,
    HEAD,
    SOCKET_INIT,
    SOCKET_PING,
    SOCKET_TEXT,
    UPGRADE,
    answer_to,
    connect,
    connected,
    flood,
    is_open,
    rest_of,
    send,
    statuses,
    until,
)
from tests.attack.watched import MEBIBYTE, Watched, watched
from usertrail.connections.http import MAX_PIPELINED
from usertrail.connections.limits import HEAD_SECONDS, MAX_PER_ADDRESS

FILES = 256
ELSEWHERE = "127.0.0.2"


@contextmanager
def unharmed(server: Watched) -> Iterator[None]:
    """Meanwhile nobody waits, little is remembered, and who was there before stays."""
    with server.watch() as seen:
        while not seen.neighbour_statuses:
            time.sleep(0.01)
        yield
    assert seen.longest_busy_seconds <= MAX_BUSY_SECONDS, seen.busy[:3]
    assert seen.grown_bytes < 50 * MEBIBYTE
    assert set(seen.neighbour_statuses) == {207, 200}


@pytest.fixture
def cramped(
    attacked_settings: dict[str, str], forking: ForkServerContext, tmp_path: Path
) -> Iterator[Watched]:
    """A server that may open few files."""
    with watched(forking, attacked_settings, tmp_path / "busy", FILES) as server:
        yield server


@pytest.fixture
def exposed(
    attacked_settings: dict[str, str], forking: ForkServerContext, tmp_path: Path
) -> Iterator[Watched]:
    """A server that takes a second address of this machine for a stranger's."""
    settings = {**attacked_settings, "USERTRAIL_TRUSTED_PROXIES": "127.0.0.1"}
    with watched(forking, settings, tmp_path / "busy") as server:
        yield server


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (HEAD + b"X: " + b"a" * 60_000_000, 431),
        (HEAD + b"X: a\r\n" * 1_000_000, 431),
        (HEAD + b"x" * 60_000_000, 431),
        (b"GET /" + b"a" * 60_000_000, 414),
        (b"\r\n" * 10_000_000, 431),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\nX: " + b"a" * 60_000_000, 431),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n1;" + b"a" * 60_000_000, 431),
    ],
    ids=["value", "fields", "name", "address", "blank lines", "trailer", "chunk extension"],
)
def test_a_head_without_end_is_refused_soon(attacked: Watched, data: bytes, status: int) -> None:
    with unharmed(attacked):
        for _ in range(3):
            assert statuses(answer_to(attacked.url, data))[-1:] in ([status], [200])


@pytest.mark.parametrize(
    "value",
    [
        b"a" * 60_000,
        b"a" + b" " * 60_000 + b"a",
        b'for="' + b"b" * 60_000,
        b'for="\\"' * 8_000,
        b"for=a=-" * 8_000 + b'"',
        b"," * 60_000,
        b"for=a," * 10_000,
        b"::1," * 15_000 + b"::1",
    ],
    ids=["name", "blanks", "quote", "quotes", "token", "commas", "proxies", "trusted"],
)
@pytest.mark.parametrize("name", [b"Forwarded", b"X-Forwarded-For"])
def test_what_a_proxy_hands_on_unread_is_read_soon(
    attacked: Watched, name: bytes, value: bytes
) -> None:
    head = b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
    with unharmed(attacked):
        answer = answer_to(attacked.url, head + name + b": " + value + b"\r\n\r\n")
    assert statuses(answer) == [200]


def test_who_sends_a_head_slowly_or_never_is_not_waited_for(attacked: Watched) -> None:
    with (
        unharmed(attacked),
        connected(attacked.url, 50) as silent,
        connected(attacked.url, 50) as dripping,
        connected(attacked.url, 2) as (again, left_over),
    ):
        send(again, ASKED)
        # It is answered without what it promises.
        send(left_over, b"POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n")
        assert until(again, b"ok") and until(left_over, b'Allowed"}')
        for byte in (HEAD * 2)[: round(HEAD_SECONDS + 1) * 2]:
            for connection in (*dripping, again):
                send(connection, bytes([byte]))
            time.sleep(0.5)
        assert [rest_of(connection, 1) for connection in (*silent, left_over)] == [b""] * 51
        for connection in (*dripping, again):
            assert statuses(rest_of(connection)) in ([408], [])


def test_a_server_with_few_files_lets_everybody_in(cramped: Watched) -> None:
    with unharmed(cramped), connected(cramped.url, 300):
        for _ in range(5):
            assert statuses(answer_to(cramped.url, ASKED_ONCE)) == [200]
            time.sleep(0.2)


def test_who_asked_once_and_stays_keeps_nobody_out(cramped: Watched) -> None:
    with unharmed(cramped), ExitStack() as stack:
        for _ in range(100):
            connection = stack.enter_context(closing(connect(cramped.url)))
            send(connection, ASKED)
            assert until(connection, b"ok")
        for _ in range(5):
            assert statuses(answer_to(cramped.url, ASKED_ONCE)) == [200]
            time.sleep(0.2)


def test_with_few_files_whoever_uploads_nothing_gives_way_too(cramped: Watched) -> None:
    upload = b"POST /v1/traces HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n"
    with unharmed(cramped), connected(cramped.url, 100) as connections:
        for connection in connections:
            send(connection, upload)
        assert statuses(answer_to(cramped.url, ASKED_ONCE)) == [200]


def until_evicted(connections: list[socket.socket]) -> list[bool]:
    """Which connections are still open, once as many are as may be, or after some time."""
    for _ in range(30):
        time.sleep(1)
        left = [is_open(connection) for connection in connections]
        if sum(left) <= MAX_PER_ADDRESS:
            break
    return left


def test_one_address_has_some_of_the_places_and_its_oldest_give_way(exposed: Watched) -> None:
    count = 3 * MAX_PER_ADDRESS
    with unharmed(exposed), connected(exposed.url, count, ELSEWHERE) as connections:
        left = until_evicted(connections)
        assert sum(left) == MAX_PER_ADDRESS
        assert all(left[-MAX_PER_ADDRESS:])
        assert statuses(answer_to(exposed.url, ASKED_ONCE)) == [200]


def test_one_address_that_is_busy_with_all_its_places_is_told_so(exposed: Watched) -> None:
    with unharmed(exposed), connected(exposed.url, MAX_PER_ADDRESS, ELSEWHERE) as busy:
        for connection in busy:
            send(connection, UPGRADE)
            assert b" 101 " in connection.recv(65536)
            send(connection, SOCKET_INIT)
            assert b"connection_ack" in until(connection, b"connection_ack")
        with closing(connect(exposed.url, ELSEWHERE)) as late:
            answer = rest_of(late)
        assert statuses(answer) == [503]
        assert b"retry-after: 1" in answer
        assert statuses(answer_to(exposed.url, ASKED_ONCE)) == [200]


@pytest.mark.parametrize("count", [2, 100_000])
def test_requests_sent_ahead_are_answered_or_not_read(attacked: Watched, count: int) -> None:
    with unharmed(attacked):
        found = statuses(answer_to(attacked.url, ASKED * count, 1))
    assert set(found) == {200}
    assert len(found) == min(count, MAX_PIPELINED + 1)


def test_who_reads_no_answers_is_not_answered_without_end(attacked: Watched) -> None:
    asked = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
    # What it reads of the page once belongs to no attack.
    answer_to(attacked.url, asked, 1)
    with unharmed(attacked), connected(attacked.url, 10) as deaf:
        for connection in deaf:
            for _ in range(300):
                if flood(connection, asked, len(asked), 0.5) == 0:
                    break


@pytest.mark.parametrize("frame", [SOCKET_PING, SOCKET_TEXT], ids=["pings", "messages"])
def test_a_socket_full_of_small_messages_takes_turns(attacked: Watched, frame: bytes) -> None:
    with unharmed(attacked), connected(attacked.url, 3) as sockets:
        for connection in sockets:
            send(connection, UPGRADE)
            assert b" 101 " in connection.recv(65536)
        for connection in sockets:
            flood(connection, frame * 20_000, 20 * MEBIBYTE, 1)


def test_a_body_of_the_smallest_chunks_takes_turns(attacked: Watched) -> None:
    head = b"POST /v1/traces HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    with unharmed(attacked), connected(attacked.url, 3) as connections:
        for connection in connections:
            send(connection, head)
            flood(connection, b"1\r\nx\r\n" * 50_000, 5 * MEBIBYTE, 1)


def test_garbage_is_refused(attacked: Watched) -> None:
    bytes_of = random.Random(4302).randbytes
    with unharmed(attacked):
        for size in range(1, 200):
            answer = answer_to(attacked.url, b"\x16" + bytes_of(size * 50), 0.5)
            assert statuses(answer) == [400]


CHUNKED = "Transfer-Encoding: chunked"
HIDDEN = "GET /health HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.mark.parametrize(
    "headers",
    [
        ["Content-Length: 4", CHUNKED],
        [CHUNKED, "Content-Length: 4"],
        ["Content-Length: 4", "Content-Length: 5"],
        ["Content-Length: 4", "Content-Length: 4"],
        ["Content-Length: 4, 4"],
        ["Content-Length: +4"],
        ["Content-Length: 0x4"],
        ["Content-Length: -1"],
        ["Content-Length: 99999999999999999999"],
        ["Content-Length : 4"],
        ["Transfer-Encoding : chunked"],
        ["Transfer-Encoding: xchunked"],
        ["Transfer-Encoding: chunked, identity"],
        ["Transfer-Encoding: identity, chunked"],
        ["Transfer-Encoding: gzip, chunked"],
        [CHUNKED, CHUNKED],
        ["X: a\r\n Content-Length: 4"],
        ["X: a\n", "Content-Length: 4"],
        ["X: a\0b"],
        ["Host: y"],
    ],
    ids=str,
)
def test_a_request_that_others_may_read_otherwise_is_refused(
    attacked: Watched, headers: list[str]
) -> None:
    head = "\r\n".join(["POST /health HTTP/1.1", "Host: x", *headers, "", ""])
    answer = answer_to(attacked.url, f"{head}0\r\n\r\n{HIDDEN}".encode())
    # And what is hidden behind it is not answered.
    assert statuses(answer) in ([400], [501])
    assert b"connection: close" in answer


def test_a_declined_upgrade_hides_no_request(attacked: Watched) -> None:
    body = HIDDEN.encode()
    head = (
        b"POST /health HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: other\r\n"
        b"Content-Length: %d\r\n\r\n" % len(body)
    )
    assert statuses(answer_to(attacked.url, head + body, 1)) == [405]
