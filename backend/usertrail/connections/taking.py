"""Ends connections whose other side does not take what it is sent."""

import asyncio

# Within each such time so much must be taken, or all that is left.
SECONDS = 30.0
MIN_BYTES_PER_SECOND = 8 * 1024
# While the server stops.
STOPPING_SECONDS = 5.0


class Taking:
    """Watches what waits to be taken by the other side of one connection."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._seconds = SECONDS
        self._left = 0
        self._timer: asyncio.TimerHandle | None = None

    def watch(self) -> None:
        """From now on, if anything waits."""
        if self._timer is None:
            self._left = self._transport.get_write_buffer_size()
            if self._left:
                self._timer = self._loop.call_later(self._seconds, self._check)

    def rest(self) -> None:
        """Enough was taken that more may be written."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def hurry(self) -> None:
        self._seconds = STOPPING_SECONDS
        self.rest()
        self.watch()

    def _check(self) -> None:
        self._timer = None
        left = self._transport.get_write_buffer_size()
        if left and self._left - left < MIN_BYTES_PER_SECOND * self._seconds:
            self._transport.abort()
        else:
            self.watch()
