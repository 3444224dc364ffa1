"""Throttles reading from a connection, so that one that floods does not block the others."""

import asyncio
import fcntl
import sys
import termios
import time
from functools import cache
from typing import Any, Protocol, cast

# Ordinary input is handled in a fraction of this. Input that takes longer, as thousands of tiny
# frames do, pauses reading for this many times as long as it took.
LONG_SECONDS = 0.001
PAUSE_FACTOR = 10


class ThrottledProtocol(Protocol):
    """A protocol, and how many bytes it is given at a time."""

    @property
    def read_bytes(self) -> int: ...

    def connection_made(self, transport: asyncio.Transport, /) -> None: ...
    def connection_lost(self, exc: Exception | None) -> None: ...
    def data_received(self, data: bytes) -> None: ...
    def eof_received(self) -> bool | None: ...
    def pause_writing(self) -> None: ...
    def resume_writing(self) -> None: ...


class ReadThrottle(asyncio.BufferedProtocol):
    """Sits between the event loop and the protocol of one connection.

    asyncio reads 256 KiB at a time, and uvloop 32 times that before it serves other connections.
    """

    def __init__(self, protocol: ThrottledProtocol, loop: asyncio.AbstractEventLoop) -> None:
        self.protocol = protocol
        self._loop = loop
        self._is_paused = False
        self._is_throttled = False
        # Of the buffer that is being filled.
        self._size = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        seen = cast(asyncio.Transport, ThrottledTransport(self._transport, self))
        self.protocol.connection_made(seen)

    def connection_lost(self, exc: Exception | None) -> None:
        self.protocol.connection_lost(exc)

    def get_buffer(self, sizehint: int) -> bytearray:
        self._size = self.protocol.read_bytes
        return _buffer(self._size)

    def buffer_updated(self, nbytes: int) -> None:
        size = self._size
        begin = time.thread_time()
        self.protocol.data_received(bytes(memoryview(_buffer(size))[:nbytes]))
        seconds = time.thread_time() - begin
        if seconds > LONG_SECONDS:
            self._throttle_reading(seconds * PAUSE_FACTOR)
        elif nbytes == size:
            # There may be more: yield to other connections.
            self._throttle_reading(0)

    def eof_received(self) -> bool | None:
        return self.protocol.eof_received()

    def pause_writing(self) -> None:
        self.protocol.pause_writing()

    def resume_writing(self) -> None:
        self.protocol.resume_writing()

    def pause_reading(self) -> None:
        """Called by the protocol."""
        self._is_paused = True
        self._transport.pause_reading()

    def resume_reading(self) -> None:
        self._is_paused = False
        if not self._is_throttled:
            self._transport.resume_reading()

    def _throttle_reading(self, seconds: float) -> None:
        self._is_throttled = True
        self._transport.pause_reading()
        self._loop.call_later(seconds, self._resume)

    def _resume(self) -> None:
        self._is_throttled = False
        if not self._is_paused and not self._transport.is_closing():
            self._transport.resume_reading()


class ThrottledTransport:
    """The transport that the protocol sees; resuming it does not end a throttle."""

    def __init__(self, transport: asyncio.Transport, throttle: ReadThrottle) -> None:
        self._transport = transport
        self._throttle = throttle
        self.pause_reading = throttle.pause_reading
        self.resume_reading = throttle.resume_reading

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def get_protocol(self) -> ThrottledProtocol:
        return self._throttle.protocol

    def set_protocol(self, protocol: ThrottledProtocol) -> None:
        self._throttle.protocol = protocol


@cache
def _buffer(size: int) -> bytearray:
    """One buffer for all connections: the loop fills and hands it over before the next read."""
    return bytearray(size)


def has_unread(transport: asyncio.Transport) -> bool:
    """Whether the kernel has received data that was not read yet (FIONREAD)."""
    try:
        unread = fcntl.ioctl(
            transport.get_extra_info("socket").fileno(), termios.FIONREAD, bytes(4)
        )
    except (OSError, ValueError):
        # It is closed already.
        return False
    return int.from_bytes(unread, sys.byteorder) > 0
