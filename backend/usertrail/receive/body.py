"""Reads request bodies: of bounded size, alone and all together, whatever their encoding."""

from collections.abc import Callable
from typing import TypeVar

from starlette.requests import Request

from usertrail.access import Caller
from usertrail.budget import MAX_PUBLIC_KEY_BYTES, MEBIBYTE
from usertrail.receive.codings import codings_of, decoded, too_large
from usertrail.request_bodies import RequestBody
from usertrail.worker_threads import WorkerThreads

__all__ = ["MEBIBYTE", "in_thread", "read_body"]

# What takes no longer than it takes to ask a thread.
SMALL_BYTES = 2048
# ... by so much than it is read.
JOINED_QUICKER = 512

_Result = TypeVar("_Result")

_reading = WorkerThreads("reading", thread_count=2)


async def read_body(
    request: Request, caller: Caller, max_bytes: int, *, unpacked: bool = True
) -> bytes:
    """The body, `unpacked` or as it came; it counts as in flight until the request is answered.

    Raises TooLarge above `max_bytes`, compressed or not; BodyTooSlow; TooBusy when the bodies of
    the project, or all together, are too many; BadInput for what cannot be decompressed;
    UnsupportedEncoding.
    """
    if caller.scope == "feedback":
        max_bytes = min(max_bytes, MAX_PUBLIC_KEY_BYTES)
    codings = codings_of(request.headers)
    chunks = await _read(request, max_bytes)
    size = sum(map(len, chunks))
    # To put much of it together takes long, too.
    body = await in_thread(lambda: b"".join(chunks), caller, size // JOINED_QUICKER)
    if not codings or not unpacked:
        return body
    request_body: RequestBody = request.state.body
    return await in_thread(lambda: decoded(body, codings, max_bytes, request_body.reserve), caller)


async def in_thread(
    work: Callable[[], _Result], caller: Caller, size: int = SMALL_BYTES + 1
) -> _Result:
    """Work on so many bytes: beside the event loop, unless there is little of it.

    The requests of a project wait for each other there, so that others' do not.
    """
    return work() if size <= SMALL_BYTES else await _reading.run(work, caller.project_id)


async def _read(request: Request, max_bytes: int) -> list[bytes]:
    # The length may be missing or wrong: what counts is what comes.
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
