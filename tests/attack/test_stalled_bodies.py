"""Bodies that never come to their end, and work on bodies when the server is to end."""

import asyncio
import base64
import gzip
import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import httpx
import orjson
import pytest

from tests.attack.judging import assert_unharmed, post
from tests.attack.sending import BATCH, GZIP, JSON, PROTOBUF, SCORES, TRACES, batch_of, export_of
from tests.attack.watched import KEYS, MEBIBYTE, Watched
from usertrail.request_bodies import ALLOWED_SECONDS, DRAIN_SECONDS

# More than there is room for, of each kind.
COUNT = 20


@contextmanager
def stalled(
    server: Watched, path: str, count: int, size: int, key: str | None = "public"
) -> Iterator[list[socket.socket]]:
    """Requests whose bodies have come but for their last byte."""
    host, _, port = server.url.removeprefix("http://").partition(":")
    pair = base64.b64encode(":".join(KEYS).encode()).decode()
    keys = {
        "public": f"authorization: Bearer {KEYS[0]}\r\n",
        "both": f"authorization: Basic {pair}\r\n",
        None: "",
    }
    head = (
        f"POST {path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n{keys[key]}"
        f"content-length: {size}\r\n\r\n"
    )
    with ExitStack() as stack:
        connections = []
        for _ in range(count):
            connection = stack.enter_context(socket.create_connection((host, int(port)), 60))
            connection.settimeout(0.5)
            # What is refused is not read.
            with suppress(OSError):
                connection.sendall(head.encode() + b" " * (size - 1))
            connection.settimeout(60)
            connections.append(connection)
        time.sleep(1)
        yield connections


@pytest.mark.parametrize(
    ("path", "size", "key"),
    [
        (BATCH, 4 * MEBIBYTE, "public"),
        (BATCH, MEBIBYTE - 1, "public"),
        (BATCH, 4 * MEBIBYTE, "both"),
        (TRACES, 30 * MEBIBYTE, "both"),
        ("/v1/metrics", 30 * MEBIBYTE, "both"),
        ("/graphql", MEBIBYTE - 1, "both"),
        (TRACES, 30 * MEBIBYTE, None),
        ("/session", 16_000, None),
    ],
)
def test_stalled_uploads_leave_room_for_others(
    attacked: Watched, path: str, size: int, key: str | None
) -> None:
    with attacked.watch() as seen, stalled(attacked, path, COUNT, size, key):
        own = post(attacked, BATCH, batch_of(2, "x" * MEBIBYTE), JSON)
        # Only who has both keys can be in the way of the same project.
        assert own.status_code in ((207, 503) if key == "both" else (207,))
        time.sleep(1)
    assert len(seen.neighbour_statuses) > 4
    assert_unharmed(seen, grown=150 * MEBIBYTE)


def test_a_public_key_holds_a_mebibyte_and_is_then_asked_to_wait(attacked: Watched) -> None:
    score = orjson.dumps({"traceId": "t", "name": "n", "value": 1})
    too_large = post(attacked, BATCH, bytes(MEBIBYTE + 1), JSON, public=True)
    assert too_large.status_code == 413
    with stalled(attacked, BATCH, 1, MEBIBYTE - 10, "public"):
        refused = post(attacked, SCORES, score, JSON, public=True)
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "1")
        # Who has both keys is not held up by visitors.
        assert post(attacked, SCORES, score, JSON).status_code == 200
    assert post(attacked, SCORES, score, JSON, public=True).status_code == 200


def test_a_body_that_stalls_is_answered_408_and_its_connection_closed(attacked: Watched) -> None:
    began = time.monotonic()
    with ExitStack() as stack:
        waiting = [
            stack.enter_context(stalled(attacked, path, 1, 1_000, key))[0]
            for path, key in [
                (BATCH, "both"),
                (TRACES, "both"),
                ("/v1/metrics", "both"),
                ("/graphql", "both"),
                ("/session", None),
            ]
        ]
        for connection in waiting:
            answer = b"".join(iter(lambda: connection.recv(65536), b"")).decode()  # noqa: B023  # used at once
            head = answer.lower().partition("\r\n\r\n")[0]
            assert head.startswith("http/1.1 408 ")
            assert "connection: close" in head
            assert "came too slowly" in answer
    assert time.monotonic() - began < ALLOWED_SECONDS + 20


def test_drops_do_not_keep_a_body_alive(attacked: Watched) -> None:
    host, _, port = attacked.url.removeprefix("http://").partition(":")
    began = time.monotonic()
    with socket.create_connection((host, int(port)), 60) as connection:
        connection.sendall(
            f"POST {BATCH} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {KEYS[0]}\r\n"
            "transfer-encoding: chunked\r\n\r\n".encode()
        )
        connection.settimeout(0.5)
        answer = b""
        while not answer and time.monotonic() - began < ALLOWED_SECONDS + 20:
            connection.sendall(b"1\r\n \r\n")
            try:
                answer = connection.recv(65536)
            except TimeoutError:
                continue
    assert answer.startswith(b"HTTP/1.1 408 ")


def test_work_on_bodies_holds_up_no_stop(attacked: Watched) -> None:
    body = gzip.compress(export_of(100_000, spans_a_trace=1), 1)

    async def attack() -> float:
        async with httpx.AsyncClient(base_url=attacked.url, auth=KEYS, timeout=60) as client:
            sent = [
                asyncio.create_task(
                    client.post(TRACES, content=body, headers=PROTOBUF | GZIP | {"x": str(n)})
                )
                for n in range(4)
            ]
            await asyncio.sleep(2)
            began = time.monotonic()
            os.kill(attacked.process.pid, signal.SIGTERM)
            answers = await asyncio.gather(*sent, return_exceptions=True)
            assert all(
                not isinstance(of, httpx.Response) or of.status_code in (200, 503) for of in answers
            )
            return began

    began = asyncio.run(attack())
    attacked.process.wait(60)
    assert time.monotonic() - began < DRAIN_SECONDS + 15
