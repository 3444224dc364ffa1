"""Sends prepared requests over eight connections: the load, in a process of its own.

Prints "ready" when all is prepared, waits for a line, sends, and prints what it took as JSON.
"""

import asyncio
import base64
import json
import sys
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import uvloop
from bodies import bodies

CONNECTIONS = 8


async def send_from(address: tuple[str, int], requests: Iterator[bytes]) -> int:
    """Send requests over one connection, one after the other; how many were sent again."""
    reader, writer = await asyncio.open_connection(*address)
    again = 0
    for request in requests:
        while (status := await _exchange(reader, writer, request)) != 200:
            if status not in (429, 503):
                raise SystemExit(f"The server answered {status}.")
            again += 1
            await asyncio.sleep(0.2)
    writer.close()
    await writer.wait_closed()
    return again


async def _exchange(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes
) -> int:
    """The status of the answer."""
    writer.write(request)
    await writer.drain()
    head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    length = next(line for line in head.split("\r\n") if line.startswith("content-length:"))
    await reader.readexactly(int(length.split(":")[1]))
    return int(head.split(" ")[1])


def request_of(body: bytes, host: str, public_key: str, secret_key: str) -> bytes:
    keys = base64.b64encode(f"{public_key}:{secret_key}".encode()).decode()
    head = (
        f"POST /api/public/otel/v1/traces HTTP/1.1\r\nhost: {host}\r\n"
        f"authorization: Basic {keys}\r\ncontent-type: application/x-protobuf\r\n"
        f"content-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def main(url: str, public_key: str, secret_key: str, round_number: int, count: int) -> None:
    parts = urlsplit(url)
    assert parts.hostname is not None and parts.port is not None
    prepared = [
        request_of(body, parts.netloc, public_key, secret_key)
        for body in bodies(round_number, count)
    ]
    print("ready", flush=True)
    sys.stdin.readline()
    requests = iter(prepared)
    started, cpu = time.perf_counter(), time.process_time()
    address = (parts.hostname, parts.port)
    again = await asyncio.gather(*(send_from(address, requests) for _ in range(CONNECTIONS)))
    took = {"seconds": time.perf_counter() - started, "cpu_seconds": time.process_time() - cpu}
    print(json.dumps({**took, "again": sum(again)}), flush=True)


if __name__ == "__main__":
    url, public_key, secret_key, round_number, count = sys.argv[1:]
    uvloop.run(main(url, public_key, secret_key, int(round_number), int(count)))
