"""Long answers are sent as gzip to whoever takes it.

Files of the page are not: they lie ready in their compressed forms. No answer holds a secret
beside words of a request from elsewhere, so its length gives none away.
"""

import re

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware, GZipResponder, IdentityResponder
from starlette.types import Message, Receive, Scope, Send

MIN_BYTES = 1024
# On our answers 2 % larger than the highest, in a third of its time or less.
LEVEL = 5
# What takes longer than a millisecond or so is done beside the event loop.
MIN_BYTES_FOR_THREAD = 64 * 1024
PIECE_BYTES = 256 * 1024

WEIGHT_OF_ZERO = re.compile(r";\s*q\s*=\s*0(\.0*)?\s*$", re.IGNORECASE)


def accepts(headers: Headers, coding: str) -> bool:
    """Whether an answer may come in this content coding."""
    for item in headers.get("accept-encoding", "").split(","):
        if item.partition(";")[0].strip().lower() == coding:
            return WEIGHT_OF_ZERO.search(item) is None
    return False


class Compression(GZipMiddleware):
    """Starlette's, for answers that have no ETag: a strong one is that of the very bytes."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        send = _in_pieces(send)
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif accepts(Headers(scope=scope), "gzip"):
            responder = _Compressing(
                self.app, MIN_BYTES, LEVEL, thread_minimum_size=MIN_BYTES_FOR_THREAD
            )
            await responder(scope, receive, send)
        else:
            await _Plain(self.app, MIN_BYTES)(scope, receive, send)


def _in_pieces(send: Send) -> Send:
    """Gives so much at once as is copied to a connection in a millisecond or so."""

    async def send_in_pieces(message: Message) -> None:
        body: bytes = message.get("body", b"")
        if message["type"] != "http.response.body" or len(body) <= PIECE_BYTES:
            await send(message)
            return
        for start in range(0, len(body), PIECE_BYTES):
            end = start + PIECE_BYTES
            more = end < len(body) or message.get("more_body", False)
            await send({**message, "body": body[start:end], "more_body": more})

    return send_in_pieces


class _LeavingTagged(IdentityResponder):
    _is_tagged = False

    async def send_with_compression(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._is_tagged = "etag" in Headers(raw=message["headers"])
        if self._is_tagged:
            await self.send(message)
        else:
            await super().send_with_compression(message)


class _Plain(_LeavingTagged):
    """Only says that the answer would be another for others."""


class _Compressing(_LeavingTagged, GZipResponder):
    pass
