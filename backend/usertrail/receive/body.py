"""Reads request bodies: of bounded size, alone and all together, whatever their encoding."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import TypeVar

from starlette.requests import Request

from usertrail.errors import TooBusy
from usertrail.receive.codings import codings_of, decoded, too_large

MEBIBYTE = 1024 * 1024
MAX_IN_FLIGHT_BYTES = 64 * MEBIBYTE

_Result = TypeVar("_Result")

# Python runs one thread at a time, so more would only hold more memory.
_decoders = ThreadPoolExecutor(max_workers=2, thread_name_prefix="decode")


class Budget:
    """Bytes of bodies that are being read or stored at this moment, of all requests together."""

    def __init__(self, limit: int = MAX_IN_FLIGHT_BYTES) -> None:
        self._limit = limit
        self._taken = 0

    def take(self, size: int) -> None:
        """Raises TooBusy when it would be more than the limit."""
        if self._taken + size > self._limit:
            raise TooBusy("Too much is being stored at this moment; send it again in a second.")
        self._taken += size

    def give_back(self, size: int) -> None:
        self._taken -= size


in_flight = Budget()


@asynccontextmanager
async def read_body(request: Request, max_bytes: int) -> AsyncIterator[bytes]:
    """The decompressed body, which counts as in flight until the block is left.

    Raises TooLarge above `max_bytes`, compressed or not; TooBusy when all bodies together are too
    many; BadInput for what cannot be decompressed; UnsupportedEncoding.
    """
    codings = codings_of(request.headers)
    taken = 0

    def take(size: int) -> None:
        nonlocal taken
        in_flight.take(size)
        taken += size

    try:
        body = await _read(request, max_bytes, take)
        if codings:
            body = await in_thread(lambda: decoded(body, codings, max_bytes))
            take(max(0, len(body) - taken))
        yield body
    finally:
        in_flight.give_back(taken)


async def in_thread(work: Callable[[], _Result]) -> _Result:
    """Work that computes for long, beside the event loop, so that others are answered meanwhile."""
    return await asyncio.get_running_loop().run_in_executor(_decoders, work)


async def _read(request: Request, max_bytes: int, take: Callable[[int], None]) -> bytes:
    # The length may be missing or wrong: what counts is what comes.
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > max_bytes:
        raise too_large(max_bytes)
    chunks = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > max_bytes:
            raise too_large(max_bytes)
        take(len(chunk))
        chunks.append(chunk)
    return b"".join(chunks)
