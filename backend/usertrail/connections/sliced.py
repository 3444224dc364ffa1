"""Reads a connection in pieces small enough that what one holds is soon worked through."""

import asyncio
import fcntl
import sys
import termios
from functools import cache


class Sliced(asyncio.BufferedProtocol):
    """A protocol that is given at most so many bytes at once.

    An event loop else hands over 256 KiB, in which there may be tens of thousands of messages.
    """

    def __init__(self, protocol: asyncio.Protocol, most_bytes: int) -> None:
        self._protocol = protocol
        self._buffer = _buffer(most_bytes)

    def get_buffer(self, sizehint: int) -> bytearray:
        return self._buffer

    def buffer_updated(self, nbytes: int) -> None:
        self._protocol.data_received(bytes(memoryview(self._buffer)[:nbytes]))

    def eof_received(self) -> bool | None:
        return self._protocol.eof_received()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._protocol.connection_made(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self._protocol.connection_lost(exc)

    def pause_writing(self) -> None:
        self._protocol.pause_writing()

    def resume_writing(self) -> None:
        self._protocol.resume_writing()


@cache
def _buffer(size: int) -> bytearray:
    """One for all connections: a loop fills it and hands it over before it turns to the next."""
    return bytearray(size)


def has_unread(transport: asyncio.Transport) -> bool:
    """Whether the other side has sent something that was not read yet."""
    try:
        unread = fcntl.ioctl(
            transport.get_extra_info("socket").fileno(), termios.FIONREAD, bytes(4)
        )
    except (OSError, ValueError):
        # It is closed already.
        return False
    return int.from_bytes(unread, sys.byteorder) > 0
