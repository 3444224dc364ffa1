"""Reads a connection in turns, so that one that sends without end holds up no other."""

import asyncio
import fcntl
import sys
import termios
import time
from functools import cache
from typing import Any, Protocol, cast

# What is of use is read in a fraction of this. What takes longer are thousands of pieces of a few
# bytes each, and who sends these has to wait so many times as long as they took.
LONG_SECONDS = 0.001
REST = 10


class Turned(Protocol):
    """A protocol, and how many bytes it is given at once."""

    read_bytes: int

    def connection_made(self, transport: asyncio.Transport, /) -> None: ...
    def connection_lost(self, exc: Exception | None) -> None: ...
    def data_received(self, data: bytes) -> None: ...
    def eof_received(self) -> bool | None: ...
    def pause_writing(self) -> None: ...
    def resume_writing(self) -> None: ...


class Turns(asyncio.BufferedProtocol):
    """Stands between an event loop and the protocol of one connection.

    A loop by itself hands over 256 KiB at once, and uvloop 32 times that before it looks elsewhere.
    """

    def __init__(self, protocol: Turned, loop: asyncio.AbstractEventLoop) -> None:
        self.protocol = protocol
        self._loop = loop
        self._is_paused = False
        self._rests = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        seen = cast(asyncio.Transport, TurnTransport(self._transport, self))
        self.protocol.connection_made(seen)

    def connection_lost(self, exc: Exception | None) -> None:
        self.protocol.connection_lost(exc)

    def get_buffer(self, sizehint: int) -> bytearray:
        return _buffer(self.protocol.read_bytes)

    def buffer_updated(self, nbytes: int) -> None:
        size = self.protocol.read_bytes
        begin = time.thread_time()
        self.protocol.data_received(bytes(memoryview(_buffer(size))[:nbytes]))
        seconds = time.thread_time() - begin
        if seconds > LONG_SECONDS:
            self._rest(seconds * REST)
        elif nbytes == size:
            # There may be more, but others come first.
            self._rest(0)

    def eof_received(self) -> bool | None:
        return self.protocol.eof_received()

    def pause_writing(self) -> None:
        self.protocol.pause_writing()

    def resume_writing(self) -> None:
        self.protocol.resume_writing()

    def pause_reading(self) -> None:
        """As the protocol asks for."""
        self._is_paused = True
        self._transport.pause_reading()

    def resume_reading(self) -> None:
        self._is_paused = False
        if not self._rests:
            self._transport.resume_reading()

    def _rest(self, seconds: float) -> None:
        self._rests = True
        self._transport.pause_reading()
        self._loop.call_later(seconds, self._go_on)

    def _go_on(self) -> None:
        self._rests = False
        if not self._is_paused and not self._transport.is_closing():
            self._transport.resume_reading()


class TurnTransport:
    """The transport as the protocol sees it: it is read in turns, whoever asks for more."""

    def __init__(self, transport: asyncio.Transport, turns: Turns) -> None:
        self._transport = transport
        self._turns = turns
        self.pause_reading = turns.pause_reading
        self.resume_reading = turns.resume_reading

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def get_protocol(self) -> Turned:
        return self._turns.protocol

    def set_protocol(self, protocol: Turned) -> None:
        self._turns.protocol = protocol


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
