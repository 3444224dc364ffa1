"""Compresses long responses with gzip for clients that accept it.

Files of the page are not compressed here: the build has made their compressed forms. No response
mixes a secret with text from another site's request, so its length reveals none (BREACH).
"""

import re

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware, GZipResponder, IdentityResponder
from starlette.types import Message, Receive, Scope, Send

MIN_BYTES = 1024
# On our responses 2 % larger than at the highest level, in a third of the time or less.
LEVEL = 5
# What takes longer than a millisecond or so is compressed in a thread.
MIN_BYTES_FOR_THREAD = 64 * 1024
CHUNK_BYTES = 256 * 1024

WEIGHT_OF_ZERO = re.compile(r";\s*q\s*=\s*0(\.0*)?\s*$", re.IGNORECASE)


def accepts(headers: Headers, coding: str) -> bool:
    """Whether the client accepts this content coding."""
    for item in headers.get("accept-encoding", "").split(","):
        if item.partition(";")[0].strip().lower() == coding:
            return WEIGHT_OF_ZERO.search(item) is None
    return False


class Compression(GZipMiddleware):
    """Starlette's, for responses without an ETag: a strong ETag belongs to the exact bytes."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        send = _in_chunks(send)
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif accepts(Headers(scope=scope), "gzip"):
            responder = _Compressing(
                self.app, MIN_BYTES, LEVEL, thread_minimum_size=MIN_BYTES_FOR_THREAD
            )
            await responder(scope, receive, send)
        else:
            await _Plain(self.app, MIN_BYTES)(scope, receive, send)


def _in_chunks(send: Send) -> Send:
    """Splits a long body into chunks that are copied to the connection in a millisecond or so."""

    async def send_in_chunks(message: Message) -> None:
        body: bytes = message.get("body", b"")
        if message["type"] != "http.response.body" or len(body) <= CHUNK_BYTES:
            await send(message)
            return
        for start in range(0, len(body), CHUNK_BYTES):
            end = start + CHUNK_BYTES
            more = end < len(body) or message.get("more_body", False)
            await send({**message, "body": body[start:end], "more_body": more})

    return send_in_chunks


class _SkippingTagged(IdentityResponder):
    _is_tagged = False

    async def send_with_compression(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._is_tagged = "etag" in Headers(raw=message["headers"])
        if self._is_tagged:
            await self.send(message)
        else:
            await super().send_with_compression(message)


class _Plain(_SkippingTagged):
    """Only adds Vary: Accept-Encoding."""


class _Compressing(_SkippingTagged, GZipResponder):
    pass
