"""Server-sent events, for readers that take them."""

import asyncio
import logging

from starlette.responses import StreamingResponse
from starlette.types import Message, Send

log = logging.getLogger(__name__)

# A reader that takes nothing for so long is gone, or would have the server keep it all.
PATIENCE_SECONDS = 30


class EventStream(StreamingResponse):
    """Ends where its reader takes nothing more."""

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
