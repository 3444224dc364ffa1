"""An answer of any length that ends with its reader: at once when the reader goes away."""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing

from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from usertrail.client_disconnect import cancel_on_disconnect
from usertrail.errors import AppError

log = logging.getLogger(__name__)

# A reader who takes nothing for so long has left without saying so.
STALLED_SECONDS = 60.0
# Nor does one who takes little by little keep a connection for ever.
MAX_SECONDS = 3600.0


class Download(Response):
    """Sends pieces as they are made. An error before the first piece is answered as any other.

    What breaks off later is sent without its end, so that the reader knows.
    """

    def __init__(self, pieces: AsyncGenerator[bytes], headers: dict[str, str]) -> None:
        super().__init__(headers=headers)
        del self.headers["content-length"]
        self._pieces = pieces
        self._started = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await cancel_on_disconnect(receive, self._send(send))
        except (AppError, TimeoutError) as error:
            if not self._started:
                raise
            reason = str(error) or "its reader was too slow."
            log.warning("A download was broken off: %s", reason)
        except ClientDisconnect:
            pass

    async def _send(self, send: Send) -> None:
        async with asyncio.timeout(MAX_SECONDS), aclosing(self._pieces) as pieces:
            async for piece in pieces:
                if not self._started:
                    await send(
                        {
                            "type": "http.response.start",
                            "status": self.status_code,
                            "headers": self.raw_headers,
                        }
                    )
                    self._started = True
                async with asyncio.timeout(STALLED_SECONDS):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
