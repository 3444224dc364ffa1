"""Receives the bodies of all requests: in time, and no more at once than may be held."""

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from usertrail.access import Caller
from usertrail.beside import STOPPING
from usertrail.budget import Budget, Holder
from usertrail.errors import BodyTooSlow, TooBusy, TooLarge

# So long the rest of a body, and what is made of it, may take after the signal to stop.
REST_SECONDS = 5.0
# A body may take this time, whatever its size; ...
ALLOWED_SECONDS = 10.0
# ... and more only as long as so much came a second on average, ...
MIN_BYTES_PER_SECOND = 1024
# ... but never longer than this.
MAX_SECONDS = 120.0
# Of who has not said who it is, and so holds nothing of the budget. Signing in takes less.
MAX_UNAUTHENTICATED_BYTES = 64 * 1024

TOO_SLOW = (
    f"The body came too slowly: after {ALLOWED_SECONDS:.0f} seconds at least "
    f"{MIN_BYTES_PER_SECOND:,} bytes a second must have come, and after {MAX_SECONDS:.0f} all "
    "of it."
)


class Bodies:
    """Bodies that are on their way, what they hold, and what ends the wait for them."""

    def __init__(self) -> None:
        self.budget = Budget()
        self._waits: set[asyncio.Timeout] = set()
        self._end: float | None = None

    def stop(self) -> None:
        """From now on, none may take longer than the others."""
        self._end = asyncio.get_running_loop().time() + REST_SECONDS
        for wait in self._waits:
            wait.reschedule(min(self._end, wait.when() or self._end))

    async def part(self, receive: Receive, end: float) -> Message:
        """The next part of a body. Raises BodyTooSlow where it does not come until `end`.

        Raises TooBusy where it does not come in time after a stop.
        """
        before_stop = end if self._end is None else min(end, self._end)
        try:
            async with asyncio.timeout_at(before_stop) as wait:
                self._waits.add(wait)
                try:
                    return await receive()
                finally:
                    self._waits.discard(wait)
        except TimeoutError:
            if self._end is not None and self._end < end:
                raise TooBusy(STOPPING) from None
            raise BodyTooSlow(TOO_SLOW) from None


class Body:
    """One of them, as far as it came."""

    def __init__(self, bodies: Bodies, scope: Scope) -> None:
        self._bodies = bodies
        self._scope = scope
        self._begun_at: float | None = None
        self._size = 0
        self._holder: Holder | None = None
        self._held = 0

    async def part(self, receive: Receive) -> Message:
        """Raises BodyTooSlow, TooBusy, and TooLarge for a stranger's."""
        if self._begun_at is None:
            self._begun_at = asyncio.get_running_loop().time()
        allowed = min(ALLOWED_SECONDS + self._size / MIN_BYTES_PER_SECOND, MAX_SECONDS)
        message = await self._bodies.part(receive, self._begun_at + allowed)
        self._size += len(message.get("body", b""))
        self.hold(self._size)
        return message

    def hold(self, size: int) -> None:
        """Let it count as so many bytes, if it does not count as more already.

        Raises TooBusy where that is more than may be held at once.
        """
        if self._holder is None:
            caller: Caller | None = self._scope["state"].get("caller")
            if caller is None:
                if size > MAX_UNAUTHENTICATED_BYTES:
                    raise TooLarge(f"The body is larger than {MAX_UNAUTHENTICATED_BYTES:,} bytes.")
                return
            self._holder = Holder.of(caller)
        if size > self._held:
            self._bodies.budget.take(self._holder, size - self._held)
            self._held = size

    def let_go(self) -> None:
        if self._holder is not None and self._held:
            self._bodies.budget.give_back(self._holder, self._held)
            self._held = 0


class TimelyBodies:
    """The middleware. The app's state holds the `bodies`, that of a request its own `body`."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope.setdefault("state", {})
        body = scope["state"]["body"] = Body(scope["app"].state.bodies, scope)
        is_whole = False

        async def receive_in_time() -> Message:
            nonlocal is_whole
            # What comes after the body is that the caller went away, whenever that may be.
            message = await (receive() if is_whole else body.part(receive))
            is_whole = not message.get("more_body", False)
            return message

        async def send_letting_go(message: Message) -> None:
            # Nobody looks at it any more, and what is sent may have no end.
            body.let_go()
            await send(message)

        try:
            await self.app(scope, receive_in_time, send_letting_go)
        finally:
            body.let_go()
