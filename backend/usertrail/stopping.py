"""Lets the server stop although somebody has not sent all of a request yet."""

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from usertrail.errors import TooBusy

# So long the rest of a body may take after the signal to stop.
REST_SECONDS = 5.0


class Bodies:
    """Bodies that are on their way, and what ends the wait for them."""

    def __init__(self) -> None:
        self._waits: set[asyncio.Timeout] = set()
        self._end: float | None = None

    def stop(self) -> None:
        """From now on, none may take longer than the others."""
        self._end = asyncio.get_running_loop().time() + REST_SECONDS
        for wait in self._waits:
            wait.reschedule(self._end)

    async def part(self, receive: Receive) -> Message:
        """The next part of a body. Raises TooBusy where it does not come in time."""
        try:
            async with asyncio.timeout_at(self._end) as wait:
                self._waits.add(wait)
                try:
                    return await receive()
                finally:
                    self._waits.discard(wait)
        except TimeoutError:
            raise TooBusy("The server is stopping; send it again.") from None


class BodyDeadline:
    """Receives the bodies of all requests in time; the app's state holds the `bodies`."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        bodies: Bodies = scope["app"].state.bodies
        is_whole = False

        async def receive_in_time() -> Message:
            nonlocal is_whole
            # What comes after the body is that the caller went away, whenever that may be.
            message = await (receive() if is_whole else bodies.part(receive))
            is_whole = not message.get("more_body", False)
            return message

        await self.app(scope, receive_in_time, send)
