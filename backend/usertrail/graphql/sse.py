"""Server-sent events, sent only as fast as the client reads them."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping

from starlette.responses import StreamingResponse
from starlette.types import Message, Send

log = logging.getLogger(__name__)

# A client that reads nothing for this long is gone, or would make the server buffer everything.
SEND_TIMEOUT_SECONDS = 30
# Lets a client detect proxies that buffer the stream.
INITIAL_COMMENT = ": ready\r\n\r\n"


class EventStream(StreamingResponse):
    """A stream that begins with a comment, and ends when its client stops reading."""

    def __init__(self, events: AsyncIterator[str], headers: Mapping[str, str]) -> None:
        super().__init__(_with_comment(events), headers=headers)

    async def stream_response(self, send: Send) -> None:
        async def send_in_time(message: Message) -> None:
            async with asyncio.timeout(SEND_TIMEOUT_SECONDS):
                await send(message)

        try:
            await super().stream_response(send_in_time)
        except TimeoutError:
            log.warning(
                "A client of server-sent events read nothing for %d s and was disconnected.",
                SEND_TIMEOUT_SECONDS,
            )


async def _with_comment(events: AsyncIterator[str]) -> AsyncIterator[str]:
    yield INITIAL_COMMENT
    async for event in events:
        yield event
