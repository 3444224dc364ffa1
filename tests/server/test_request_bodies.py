"""A stop waits for requests, but not for those who never send the rest of theirs."""

import asyncio
import base64
import socket
import time
from contextlib import ExitStack

import pytest

from environment import RunningServer
from live import PATIENCE
from usertrail.errors import TooBusy
from usertrail.request_bodies import DRAIN_SECONDS, PendingBodies

PATHS = ["/v1/traces", "/api/public/ingestion", "/graphql", "/session"]


def half_sent(server: RunningServer, path: str) -> socket.socket:
    """A connection with the head of a request, and half of its body."""
    host, _, port = server.url.removeprefix("http://").partition(":")
    connection = socket.create_connection((host, int(port)), timeout=40)
    keys = base64.b64encode(f"{server.public_key}:{server.secret_key}".encode()).decode()
    connection.sendall(
        f"POST {path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
        f"authorization: Basic {keys}\r\ncontent-length: 100\r\n\r\n[".encode()
    )
    return connection


def test_half_sent_bodies_hold_up_a_stop_for_a_few_seconds(server: RunningServer) -> None:
    with ExitStack() as stack:
        connections = [stack.enter_context(half_sent(server, path)) for path in PATHS]
        # Until all of them are begun.
        time.sleep(2)
        began = time.monotonic()
        server.process.terminate()
        for connection in connections:
            answer = connection.recv(65536).decode().lower()
            assert " 503 " in answer.splitlines()[0]
            assert "retry-after: 1" in answer
        server.process.join(40)
        assert time.monotonic() - began < DRAIN_SECONDS + PATIENCE
        assert server.process.exitcode == 0


async def test_before_a_stop_a_body_may_take_its_time_and_after_it_none_begins_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("usertrail.request_bodies.DRAIN_SECONDS", 0.2)
    bodies = PendingBodies()

    async def never() -> dict[str, object]:
        await asyncio.sleep(60)
        return {}

    end = asyncio.get_running_loop().time() + 60
    waiting = asyncio.create_task(bodies.part(never, end))
    await asyncio.sleep(0.5)
    assert not waiting.done()
    bodies.stop()
    for late in (waiting, bodies.part(never, end)):
        with pytest.raises(TooBusy, match="stopping"):
            await asyncio.wait_for(late, PATIENCE)
