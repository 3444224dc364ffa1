"""Places and who gives way, and connections whose other side is slow, gone or of another mind."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing, suppress
from ipaddress import ip_network
from typing import NamedTuple

import pytest
import uvloop
from starlette.types import Receive, Scope, Send

from live import PATIENCE
from tests.attack.sockets import SOCKET_PING, UPGRADE, statuses
from usertrail.connections import write_timeout
from usertrail.connections.limits import Limits
from usertrail.connections.listener import set_options
from usertrail.connections.read_throttle import ReadThrottle
from usertrail.connections.slots import ConnectionSlots, ConnectionState
from usertrail.serve import Server, make_config

LIMITS = Limits(connections=8, per_address=4, accepted_at_once=2, backlog=16)
PROXY = "127.0.0.1"
MEBIBYTE = 1024 * 1024
LARGE = 8 * MEBIBYTE


class Held:
    """A connection without a network."""

    def __init__(self, *, has_unread: bool = False) -> None:
        self.has_unread = has_unread
        self.is_gone = False

    def evict(self) -> bool:
        self.is_gone = not self.has_unread
        return self.is_gone


def make_places() -> ConnectionSlots:
    return ConnectionSlots(LIMITS, [ip_network("127.0.0.0/8")])


def enter(slots: ConnectionSlots, address: str, stage: ConnectionState, count: int) -> list[Held]:
    held = [Held() for _ in range(count)]
    for one in held:
        assert slots.acquire(one, address)
        slots.set_state(one, stage)
    return held


def gone(held: list[Held]) -> list[bool]:
    return [one.is_gone for one in held]


def test_the_one_idle_for_longest_gives_way() -> None:
    slots = make_places()
    first, second, *others = enter(slots, PROXY, ConnectionState.IDLE, 8)
    slots.set_state(first, ConnectionState.BUSY)
    slots.set_state(first, ConnectionState.IDLE)
    assert slots.acquire(Held(), PROXY)
    assert (first.is_gone, second.is_gone, any(gone(others))) == (False, True, False)
    assert len(slots) == 8


def test_those_who_ask_for_nothing_keep_a_part_of_the_places_and_no_more() -> None:
    slots = make_places()
    idle = enter(slots, PROXY, ConnectionState.IDLE, 4)
    new = enter(slots, PROXY, ConnectionState.NEW, 10)
    assert gone(idle) == [False] * 4
    assert gone(new) == [True] * 6 + [False] * 4
    for one in new[6:]:
        slots.set_state(one, ConnectionState.BUSY)
    # Who was served gives way to them where they are few.
    late = enter(slots, PROXY, ConnectionState.NEW, 4)
    assert gone(idle) == [True] * 3 + [False]
    assert gone(late) == [True] + [False] * 3


def test_who_sends_gives_way_when_nobody_is_idle_and_who_is_answered_does_not() -> None:
    slots = make_places()
    busy = enter(slots, PROXY, ConnectionState.BUSY, 7)
    [sending] = enter(slots, PROXY, ConnectionState.SENDING, 1)
    late = Held()
    assert slots.acquire(late, PROXY)
    assert sending.is_gone
    slots.set_state(late, ConnectionState.BUSY)
    assert not slots.acquire(Held(), PROXY)
    assert not any(gone(busy))
    slots.release(busy[0])
    assert slots.acquire(Held(), PROXY)


def test_whoever_has_sent_what_was_not_read_yet_does_not_give_way() -> None:
    slots = make_places()
    held = [Held(has_unread=True) for _ in range(8)]
    assert all(slots.acquire(one, PROXY) for one in held)
    assert not slots.acquire(Held(), PROXY)
    held[5].has_unread = False
    assert slots.acquire(Held(), PROXY)
    assert gone(held) == [number == 5 for number in range(8)]


def test_only_some_are_told_that_there_is_no_place() -> None:
    slots = make_places()
    enter(slots, PROXY, ConnectionState.BUSY, 8)
    refused = [Held() for _ in range(5)]
    assert not any(slots.acquire(one, PROXY) for one in refused)
    assert gone(refused) == [True] * 3 + [False] * 2
    assert len(slots) == 8


@pytest.mark.parametrize(
    ("one", "other", "are_same"),
    [
        ("203.0.113.9", "203.0.113.9", True),
        ("203.0.113.9", "203.0.113.10", False),
        ("203.0.113.9", "::ffff:203.0.113.9", True),
        ("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("2001:db8:0:1::1%eth0", "2001:db8:0:1::2", True),
    ],
)
def test_one_address_or_network_of_one_has_some_of_the_places(
    one: str, other: str, are_same: bool
) -> None:
    slots = make_places()
    enter(slots, one, ConnectionState.BUSY, 4)
    assert slots.acquire(Held(), other) is not are_same
    assert not slots.acquire(Held(), one)
    assert slots.acquire(Held(), PROXY)


def test_addresses_that_left_are_forgotten() -> None:
    slots = make_places()
    for number in range(1_000):
        slots.acquire(held := Held(), f"198.51.{number // 256}.{number % 256}")
        slots.release(held)
    assert len(slots) == 0
    assert len(slots._by_address) <= LIMITS.connections + 1


@pytest.mark.parametrize(
    ("files", "connections"), [(64, 16), (256, 48), (1_024, 312), (20_000, 4_096)]
)
def test_places_leave_files_for_everything_else(files: int, connections: int) -> None:
    limits = Limits.of_files(files)
    assert limits.connections == connections
    assert limits.per_address <= limits.connections // 2
    assert limits.accepted_at_once >= 4


def test_what_is_accepted_notices_that_the_other_side_is_gone() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        set_options(listener)
        with socket.create_connection(listener.getsockname()), listener.accept()[0] as accepted:
            assert accepted.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
            if hasattr(socket, "TCP_USER_TIMEOUT"):
                told = accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)
                assert told == 60_000


class Seen(NamedTuple):
    """A request as the app had it."""

    headers: list[tuple[bytes, bytes]]
    body: bytes


class Asked(NamedTuple):
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter


class Serving:
    """A server on the loop of the test, whose app answers with 8 MiB, or without end."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        # Of the answer.
        self.begun = asyncio.Event()
        self.ended = asyncio.Event()
        self.slots = make_places()
        self.listener = socket.create_server(("127.0.0.1", 0))
        set_options(self.listener)
        config = make_config(self, LIMITS)
        self.server = Server(config, LIMITS, self.slots, lambda: None, lambda: None)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        serve = self._socket if scope["type"] == "websocket" else self._answer
        try:
            await serve(scope, receive, send)
        finally:
            self.ended.set()

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        body, message = b"", await receive()
        while message["type"] == "http.request":
            body += message["body"]
            if not message["more_body"]:
                break
            message = await receive()
        self.seen.append(Seen(list(scope["headers"]), body))
        size = 2 if scope["path"] == "/small" else LARGE
        headers = [(b"content-length", b"%d" % size)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        self.begun.set()
        await send({"type": "http.response.body", "body": bytes(size)})

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        self.begun.set()
        while True:
            await send({"type": "websocket.send", "text": "x" * 10_000})

    @asynccontextmanager
    async def asked(self, data: bytes) -> AsyncIterator[Asked]:
        """A connection on which this was sent; little of what comes back is read ahead."""
        host, port = self.listener.getsockname()
        reader, writer = await asyncio.open_connection(host, port, limit=1024)
        writer.write(data)
        try:
            yield Asked(reader, writer)
        finally:
            writer.transport.abort()
            with suppress(OSError):
                await writer.wait_closed()


@pytest.fixture
async def serving() -> AsyncIterator[Serving]:
    serving = Serving()
    running = asyncio.create_task(serving.server.serve([serving.listener]))
    while not serving.server.started:  # noqa: ASYNC110  # uvicorn has no event for it
        await asyncio.sleep(0.01)
    yield serving
    serving.server.should_exit = True
    await running


def request(path: str, *headers: str, body: bytes = b"") -> bytes:
    lines = [f"POST {path} HTTP/1.1", "Host: x", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


async def left(slots: ConnectionSlots) -> None:
    while len(slots):  # noqa: ASYNC110  # a server has no event for it
        await asyncio.sleep(0.02)


@pytest.mark.parametrize("data", [request("/large"), UPGRADE], ids=["answer", "socket"])
async def test_who_takes_nothing_is_cut_off(
    serving: Serving, monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    monkeypatch.setattr(write_timeout, "SECONDS", 0.3)
    async with serving.asked(data), asyncio.timeout(PATIENCE):
        await serving.ended.wait()
        await left(serving.slots)


async def test_who_takes_slowly_gets_everything(
    serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write_timeout, "SECONDS", 0.3)
    received = 0
    async with serving.asked(request("/large")) as asked, asyncio.timeout(PATIENCE):
        while received < LARGE:
            received += len(await asked.reader.read(MEBIBYTE))
            await asyncio.sleep(0.0002)


@pytest.mark.parametrize("data", [request("/large"), UPGRADE], ids=["answer", "socket"])
async def test_who_takes_nothing_does_not_hold_up_a_stop(
    serving: Serving, monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    monkeypatch.setattr(write_timeout, "STOPPING_SECONDS", 0.3)
    async with serving.asked(data), asyncio.timeout(PATIENCE):
        await serving.begun.wait()
        serving.server.should_exit = True
        await left(serving.slots)


async def test_pings_are_not_read_while_their_answers_are_not(serving: Serving) -> None:
    async with serving.asked(UPGRADE) as asked:
        await serving.begun.wait()
        # What two systems keep of it on the way is less.
        asked.writer.write(SOCKET_PING * (20 * MEBIBYTE // len(SOCKET_PING)))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asked.writer.drain(), 1)


async def test_an_upgrade_that_is_declined_is_a_request_like_others(serving: Serving) -> None:
    """As the HTTP client of Java sends every first request."""
    upgrade = ["Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAEAAEAA"]
    data = request("/small", *upgrade, "Content-Length: 5", "X-Kept: yes", body=b"spans")
    async with serving.asked(data) as asked:
        assert statuses(await asked.reader.readuntil(b"\r\n\r\n")) == [200]
    [seen] = serving.seen
    assert seen.body == b"spans"
    assert dict(seen.headers) == {
        b"host": b"x",
        b"connection": b"",
        b"content-length": b"5",
        b"x-kept": b"yes",
    }


async def test_trailers_do_not_pass_for_headers(serving: Serving) -> None:
    body = b"5\r\nspans\r\n0\r\nX-Forwarded-For: 198.51.100.7\r\n\r\n"
    data = request("/small", "Transfer-Encoding: chunked", body=body)
    async with serving.asked(data) as asked:
        assert statuses(await asked.reader.readuntil(b"\r\n\r\n")) == [200]
    [seen] = serving.seen
    assert seen.body == b"spans"
    assert b"x-forwarded-for" not in dict(seen.headers)


class Slow:
    """A protocol whose every piece takes 3 ms of work."""

    read_bytes = 8

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def connection_made(self, transport: asyncio.Transport, /) -> None:
        self.transport = transport

    def connection_lost(self, exc: Exception | None) -> None: ...
    def eof_received(self) -> None: ...
    def pause_writing(self) -> None: ...
    def resume_writing(self) -> None: ...

    def data_received(self, data: bytes) -> None:
        self.pieces.append(data)
        begin = time.thread_time()
        while time.thread_time() - begin < 0.003:
            pass


@pytest.mark.parametrize("make_loop", [asyncio.new_event_loop, uvloop.new_event_loop])
def test_a_connection_is_read_in_turns(make_loop: Callable[[], asyncio.AbstractEventLoop]) -> None:
    async def read() -> None:
        loop = asyncio.get_running_loop()
        slow = Slow()
        ours, theirs = socket.socketpair()
        with theirs:
            theirs.sendall(bytes(8_000))
            transport, _ = await loop.create_connection(lambda: ReadThrottle(slow, loop), sock=ours)
            await asyncio.sleep(0.5)
            # One in 33 ms, and small.
            assert 3 <= len(slow.pieces) <= 17
            assert {len(piece) for piece in slow.pieces} == {8}
            # It stays paused as the protocol asked, though its rest is over.
            slow.transport.pause_reading()
            read = len(slow.pieces)
            await asyncio.sleep(0.1)
            assert len(slow.pieces) == read
            slow.transport.resume_reading()
            await asyncio.sleep(0.1)
            assert len(slow.pieces) > read
            transport.abort()
            await asyncio.sleep(0)

    with closing(make_loop()) as loop:
        loop.run_until_complete(read())
