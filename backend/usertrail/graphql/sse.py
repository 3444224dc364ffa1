"""Server-sent events, for readers that take them."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping

from starlette.responses import StreamingResponse
from starlette.types import Message, Send

log = logging.getLogger(__name__)

# A reader that takes nothing for so long is gone, or would have the server keep it all.
PATIENCE_SECONDS = 30
# So that a reader knows at once whether something on the way keeps what is sent for itself.
FIRST_COMMENT = ": ready\r\n\r\n"


class EventStream(StreamingResponse):
    """Begins with a comment, and ends where its reader takes nothing more."""

    def __init__(self, events: AsyncIterator[str], headers: Mapping[str, str]) -> None:
        super().__init__(_after_comment(events), headers=headers)

    async def stream_response(self, send: Send) -> None:
        async def send_in_time(message: Message) -> None:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await send(message)

        try:
            await super().stream_response(send_in_time)
        except TimeoutError:
            log.warning(
                "A reader of server-sent events took nothing for %d s and was dropped.",
                PATIENCE_SECONDS,
            )


async def _after_comment(events: AsyncIterator[str]) -> AsyncIterator[str]:
    yield FIRST_COMMENT
    async for event in events:
        yield event
