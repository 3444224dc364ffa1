"""Closes connections whose peer reads too slowly."""

import asyncio

# In each interval the peer must read at this rate, or all that is buffered.
SECONDS = 30.0
MIN_BYTES_PER_SECOND = 8 * 1024
# While the server stops.
STOPPING_SECONDS = 5.0


class WriteTimeout:
    """Watches the write buffer of one connection."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._seconds = SECONDS
        self._buffered = 0
        self._timer: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Start the timer if anything is buffered."""
        if self._timer is None:
            self._buffered = self._transport.get_write_buffer_size()
            if self._buffered:
                self._timer = self._loop.call_later(self._seconds, self._check)

    def stop(self) -> None:
        """Stop the timer: the buffer is small enough to write more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def shorten(self) -> None:
        self._seconds = STOPPING_SECONDS
        self.stop()
        self.start()

    def _check(self) -> None:
        self._timer = None
        buffered = self._transport.get_write_buffer_size()
        if buffered and self._buffered - buffered < MIN_BYTES_PER_SECOND * self._seconds:
            self._transport.abort()
        else:
            self.start()
