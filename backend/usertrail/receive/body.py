"""Reads request bodies of bounded size, and decompresses them."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from starlette.requests import Request

from usertrail.access.caller import Caller
from usertrail.budget import MAX_PUBLIC_KEY_BYTES, MEBIBYTE
from usertrail.receive.admission import Lanes
from usertrail.receive.content_encoding import codings_of, decompressed, too_large
from usertrail.request_bodies import RequestBody
from usertrail.worker_threads import WorkerThreads

__all__ = ["MEBIBYTE", "admitted_body", "in_thread", "read_body"]

# Handling this much takes no longer than handing it to a thread.
SMALL_BYTES = 2048
# Joining chunks is faster than parsing them by this factor.
JOIN_FACTOR = 512

_Result = TypeVar("_Result")

_reading = WorkerThreads("reading", thread_count=2)


@asynccontextmanager
async def admitted_body(request: Request, caller: Caller, max_bytes: int) -> AsyncIterator[bytes]:
    """The body of a request whose content is stored within the block.

    Raises as `read_body` does, and Overloaded: before the body is read, or after if many came at
    once.
    """
    lanes: Lanes = request.app.state.lanes
    lane = lanes.of(request.headers)
    with lane.arriving(caller.project_id):
        chunks = await _read(request, max_bytes)
    # Only now, so that who sends slowly takes no place.
    async with lane.place(caller.project_id):
        yield await _content(request, caller, chunks, max_bytes)


async def read_body(
    request: Request, caller: Caller, max_bytes: int, *, decompress: bool = True
) -> bytes:
    """The body in bytes; it counts against the memory budget until the request is answered.

    Raises TooLarge above `max_bytes`, compressed or not; BodyTooSlow; TooBusy when the budget is
    used up; BadInput if it cannot be decompressed; UnsupportedEncoding.
    """
    if caller.scope == "feedback":
        max_bytes = min(max_bytes, MAX_PUBLIC_KEY_BYTES)
    chunks = await _read(request, max_bytes)
    return await _content(request, caller, chunks, max_bytes, decompress=decompress)


async def _content(
    request: Request,
    caller: Caller,
    chunks: list[bytes],
    max_bytes: int,
    *,
    decompress: bool = True,
) -> bytes:
    codings = codings_of(request.headers)
    size = sum(map(len, chunks))
    # Joining a large body takes long, too.
    body = await in_thread(lambda: b"".join(chunks), caller, size // JOIN_FACTOR)
    if not codings or not decompress:
        return body
    request_body: RequestBody = request.state.body
    return await in_thread(
        lambda: decompressed(body, codings, max_bytes, request_body.reserve), caller
    )


async def in_thread(
    work: Callable[[], _Result], caller: Caller, size: int = SMALL_BYTES + 1
) -> _Result:
    """Work on `size` bytes, in a worker thread unless it is small.

    A project has one thread at a time, so that it cannot make other projects wait.
    """
    return work() if size <= SMALL_BYTES else await _reading.run(work, caller.project_id)


async def _read(request: Request, max_bytes: int) -> list[bytes]:
    # Content-Length may be missing or wrong, so received bytes are counted, too.
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > max_bytes:
        raise too_large(max_bytes)
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > max_bytes:
            raise too_large(max_bytes)
        chunks.append(chunk)
    return chunks
