"""Sends prepared requests over several connections: the load, in a process of its own.

Prints "ready" when all is prepared, waits for a line, sends, and prints what it took as JSON.
"""

import asyncio
import base64
import json
import sys
import time
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

import uvloop
from bodies import KINDS, Request

CONNECTIONS = 8


class Taken(NamedTuple):
    """What sending took, in seconds."""

    seconds: float
    cpu_seconds: float
    # Of each answer, from the moment when its request was sent.
    accepted: list[float]
    refused: list[float]


class Connection:
    """Sends requests one after the other, each until it is stored, and records the answers."""

    def __init__(self, address: tuple[str, int], taken: Taken) -> None:
        self._address = address
        self._taken = taken

    async def send_all(self, requests: Iterator[bytes]) -> None:
        reader, writer = await asyncio.open_connection(*self._address)
        for request in requests:
            while (wait := await self._send(reader, writer, request)) is not None:  # noqa: ASYNC110  # as the server tells
                await asyncio.sleep(wait)
        writer.close()
        await writer.wait_closed()

    async def _send(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes
    ) -> float | None:
        """After how many seconds to send it again; None if it is stored."""
        started = time.perf_counter()
        writer.write(request)
        await writer.drain()
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        status_line, *lines = head.strip().split("\r\n")
        fields = dict(line.split(": ", 1) for line in lines)
        await reader.readexactly(int(fields["content-length"]))
        seconds = time.perf_counter() - started
        status = int(status_line.split(" ")[1])
        if status in (429, 503):
            self._taken.refused.append(seconds)
            return float(fields["retry-after"])
        if status not in (200, 207):
            raise SystemExit(f"The server answered {status}.")
        self._taken.accepted.append(seconds)
        return None


def written(request: Request, url: str, keys: str) -> bytes:
    """The request as it is sent. `keys` are those of a project, with a colon between."""
    fields = {
        "host": urlsplit(url).netloc,
        "authorization": f"Basic {base64.b64encode(keys.encode()).decode()}",
        "content-length": str(len(request.body)),
        **request.headers,
    }
    lines = (f"{name}: {value}\r\n" for name, value in fields.items())
    return f"POST {request.path} HTTP/1.1\r\n{''.join(lines)}\r\n".encode() + request.body


async def send(url: str, requests: Iterator[bytes], connections: int = CONNECTIONS) -> Taken:
    """Send all, over so many connections at once."""
    parts = urlsplit(url)
    assert parts.hostname is not None and parts.port is not None
    taken = Taken(0, 0, [], [])
    started, cpu = time.perf_counter(), time.process_time()
    address = (parts.hostname, parts.port)
    await asyncio.gather(
        *(Connection(address, taken).send_all(requests) for _ in range(connections))
    )
    seconds, cpu_seconds = time.perf_counter() - started, time.process_time() - cpu
    return taken._replace(seconds=seconds, cpu_seconds=cpu_seconds)


def main(url: str, keys: str, kind_name: str, round_number: int, count: int) -> None:
    kind = next(kind for kind in KINDS if kind.name == kind_name)
    prepared = [written(request, url, keys) for request in kind.requests(round_number, count)]
    print("ready", flush=True)
    sys.stdin.readline()
    taken = uvloop.run(send(url, iter(prepared)))
    print(json.dumps(taken), flush=True)


if __name__ == "__main__":
    url, keys, kind_name, round_number, count = sys.argv[1:]
    main(url, keys, kind_name, int(round_number), int(count))
