"""Connections as attackers make them: bytes, and what comes back."""

import re
import socket
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from urllib.parse import urlsplit

from tests.attack.watched import KEYS

BASIC = b"Basic " + b64encode(":".join(KEYS).encode())
# For what the server is to do at once.
SOON_SECONDS = 10.0
HEAD = b"GET /health HTTP/1.1\r\nHost: x\r\n"
ASKED = HEAD + b"\r\n"
ASKED_ONCE = HEAD + b"Connection: close\r\n\r\n"
UPGRADE = (
    b"GET /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n"
)


def frame(opcode: int, content: bytes) -> bytes:
    """A small message of a WebSocket's client. Its mask is zero, so that it reads as it is."""
    length = len(content).to_bytes(2)
    size = bytes([0x80 | length[1]]) if len(content) < 126 else bytes([0xFE]) + length
    return bytes([0x80 | opcode]) + size + bytes(4) + content


SOCKET_INIT = frame(1, b'{"type":"connection_init","payload":{"authorization":"%s"}}' % BASIC)
SOCKET_TEXT = frame(1, b"")
SOCKET_PING = frame(9, b"")


def connect(url: str, source: str = "127.0.0.1") -> socket.socket:
    address = urlsplit(url)
    assert address.hostname is not None
    return socket.create_connection(
        (address.hostname, address.port or 80), SOON_SECONDS, source_address=(source, 0)
    )


@contextmanager
def connected(url: str, count: int, source: str = "127.0.0.1") -> Iterator[list[socket.socket]]:
    """So many connections, closed in the end."""
    connections: list[socket.socket] = []
    try:
        for _ in range(count):
            connections.append(connect(url, source))
        yield connections
    finally:
        for connection in connections:
            connection.close()


def send(connection: socket.socket, data: bytes) -> bool:
    """Whether the server took all of it."""
    try:
        connection.sendall(data)
    except OSError:
        return False
    return True


def rest_of(connection: socket.socket, seconds: float = SOON_SECONDS) -> bytes:
    """All that comes until the server closes; what has come when the time is over."""
    received = bytearray()
    end = time.monotonic() + seconds
    with suppress(OSError):
        while (left := end - time.monotonic()) > 0:
            connection.settimeout(left)
            part = connection.recv(65536)
            if not part:
                break
            received += part
    return bytes(received)


def until(connection: socket.socket, text: bytes) -> bytes:
    """What comes up to this text, or up to the end."""
    received = b""
    while text not in received and (part := connection.recv(65536)):
        received += part
    return received


def answer_to(url: str, data: bytes, seconds: float = SOON_SECONDS) -> bytes:
    """All that comes back until the server closes."""
    with closing(connect(url)) as connection:
        send(connection, data)
        return rest_of(connection, seconds)


def statuses(answers: bytes) -> list[int]:
    """Of the answers, one after the other."""
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", answers)]


def is_open(connection: socket.socket) -> bool:
    """Whether the server has not closed it."""
    connection.setblocking(False)
    try:
        return connection.recv(65536) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False


def flood(connection: socket.socket, data: bytes, most_bytes: int, seconds: float) -> int:
    """Send the same again and again, and read nothing; how many bytes were taken."""
    taken = 0
    end = time.monotonic() + seconds
    connection.settimeout(0.5)
    with suppress(OSError):
        while taken < most_bytes and time.monotonic() < end:
            taken += connection.send(data)
    return taken
