"""Limits on receiving request bodies: how long one may take, and how much is held at once."""

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from usertrail.access.caller import Caller
from usertrail.budget import Budget, BudgetOwner
from usertrail.errors import BodyTooSlow, TooBusy, TooLarge
from usertrail.worker_threads import STOPPING

# How long receiving and processing a body may still take after the signal to stop.
DRAIN_SECONDS = 5.0
# Any body may take this long; ...
ALLOWED_SECONDS = 10.0
# ... longer only if it comes at this rate on average, ...
MIN_BYTES_PER_SECOND = 1024
# ... and never longer than this.
MAX_SECONDS = 120.0
# Before a request is authenticated its body counts against no budget. Signing in takes less.
MAX_UNAUTHENTICATED_BYTES = 64 * 1024

TOO_SLOW = (
    f"The body came too slowly: after {ALLOWED_SECONDS:.0f} seconds it must have come at "
    f"{MIN_BYTES_PER_SECOND:,} bytes a second or more, and after {MAX_SECONDS:.0f} be complete."
)


class PendingBodies:
    """The bodies that are being received: their memory budget and their timeouts."""

    def __init__(self) -> None:
        self.budget = Budget()
        self._timeouts: set[asyncio.Timeout] = set()
        self._end: float | None = None

    def stop(self) -> None:
        """From now on all bodies have one deadline, DRAIN_SECONDS from now."""
        self._end = asyncio.get_running_loop().time() + DRAIN_SECONDS
        for timeout in self._timeouts:
            timeout.reschedule(min(self._end, timeout.when() or self._end))

    async def part(self, receive: Receive, end: float) -> Message:
        """The next chunk of a body. Raises BodyTooSlow if it has not come by `end`.

        Raises TooBusy if the server stops before.
        """
        before_stop = end if self._end is None else min(end, self._end)
        try:
            async with asyncio.timeout_at(before_stop) as timeout:
                self._timeouts.add(timeout)
                try:
                    return await receive()
                finally:
                    self._timeouts.discard(timeout)
        except TimeoutError:
            if self._end is not None and self._end < end:
                raise TooBusy(STOPPING) from None
            raise BodyTooSlow(TOO_SLOW) from None


class RequestBody:
    """One request's body, as far as it was received."""

    def __init__(self, bodies: PendingBodies, scope: Scope) -> None:
        self._bodies = bodies
        self._scope = scope
        self._begun_at: float | None = None
        self._size = 0
        self._owner: BudgetOwner | None = None
        self._reserved = 0

    @property
    def size(self) -> int:
        """Its bytes so far, decompressed where it was."""
        return max(self._size, self._reserved)

    async def part(self, receive: Receive) -> Message:
        """The next chunk. Raises BodyTooSlow, TooBusy, and TooLarge before authentication."""
        if self._begun_at is None:
            self._begun_at = asyncio.get_running_loop().time()
        allowed = min(ALLOWED_SECONDS + self._size / MIN_BYTES_PER_SECOND, MAX_SECONDS)
        message = await self._bodies.part(receive, self._begun_at + allowed)
        self._size += len(message.get("body", b""))
        self.reserve(self._size)
        return message

    def reserve(self, size: int) -> None:
        """Raise what the body reserves of the budget to `size` bytes; it never shrinks.

        Raises TooBusy where the budget has no room.
        """
        if self._owner is None:
            caller: Caller | None = self._scope["state"].get("caller")
            if caller is None:
                if size > MAX_UNAUTHENTICATED_BYTES:
                    raise TooLarge(f"The body is larger than {MAX_UNAUTHENTICATED_BYTES:,} bytes.")
                return
            self._owner = BudgetOwner.of(caller)
        if size > self._reserved:
            self._bodies.budget.acquire(self._owner, size - self._reserved)
            self._reserved = size

    def release(self) -> None:
        if self._owner is not None and self._reserved:
            self._bodies.budget.release(self._owner, self._reserved)
            self._reserved = 0


class BodyLimits:
    """Middleware. `app.state.bodies` is shared; `request.state.body` is the request's own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope.setdefault("state", {})
        body = scope["state"]["body"] = RequestBody(scope["app"].state.bodies, scope)
        is_whole = False

        async def receive_in_time() -> Message:
            nonlocal is_whole
            # After the body only http.disconnect follows, whenever that may be.
            message = await (receive() if is_whole else body.part(receive))
            is_whole = not message.get("more_body", False)
            return message

        async def send_and_release(message: Message) -> None:
            # The body was processed, and the response may be an endless stream.
            body.release()
            await send(message)

        try:
            await self.app(scope, receive_in_time, send_and_release)
        finally:
            body.release()
