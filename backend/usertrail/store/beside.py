"""Worker threads in which traces are folded and rows made: whatever grows with what was sent."""

from collections.abc import Callable
from typing import TypeVar

from usertrail.worker_threads import WorkerThreads

_Result = TypeVar("_Result")

_threads = WorkerThreads("storing", thread_count=2)


async def beside(work: Callable[[], _Result]) -> _Result:
    """The result of work that runs beside the event loop. Raises TooBusy once the server stops."""
    return await _threads.run(work)
