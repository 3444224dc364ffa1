"""Worker threads for CPU-bound work, so that it does not block the event loop.

Python's own executors join their threads when the process exits. These are daemon threads: once the
server stops, everybody who awaits a result gets TooBusy, and what still runs ends with the process.
"""

import asyncio
import threading
from collections.abc import Callable
from contextlib import nullcontext, suppress
from contextvars import Context, copy_context
from queue import SimpleQueue
from typing import Any, NamedTuple, TypeVar
from weakref import WeakSet, WeakValueDictionary

from usertrail.errors import TooBusy

STOPPING = "The server is stopping; send it again."

_Result = TypeVar("_Result")


class _Job(NamedTuple):
    work: Callable[[], Any]
    context: Context
    done: "asyncio.Future[Any]"


class WorkerThreads:
    """A small thread pool. The GIL runs one thread at a time: more would only hold more memory."""

    def __init__(self, name: str, thread_count: int) -> None:
        self._name = name
        self._thread_count = thread_count
        self._jobs: SimpleQueue[_Job] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._pending: set[asyncio.Future[Any]] = set()
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        _instances.add(self)

    async def run(self, work: Callable[[], _Result], key: str | None = None) -> _Result:
        """The result of the work. Work under one key, such as a project id, runs one at a time.

        Raises what the work raises, and TooBusy once the server stops.
        """
        lock = nullcontext() if key is None else self._locks.setdefault(key, asyncio.Lock())
        async with lock:
            check_running()
            done: asyncio.Future[_Result] = asyncio.get_running_loop().create_future()
            self._start_threads()
            self._pending.add(done)
            self._jobs.put(_Job(work, copy_context(), done))
            try:
                return await done
            finally:
                self._pending.discard(done)

    def close(self) -> None:
        """Fail every result that is awaited."""
        for done in self._pending:
            if not done.done():
                done.set_exception(TooBusy(STOPPING))

    def _start_threads(self) -> None:
        while len(self._threads) < self._thread_count:
            thread = threading.Thread(target=self._run_jobs, name=self._name, daemon=True)
            self._threads.append(thread)
            thread.start()

    def _run_jobs(self) -> None:
        while True:
            _run_job(self._jobs.get())


_instances: "WeakSet[WorkerThreads]" = WeakSet()
_closed = threading.Event()


def check_running() -> None:
    """Raises TooBusy once the server stops."""
    if _closed.is_set():
        raise TooBusy(STOPPING)


def close_worker_threads() -> None:
    """Fail all results that are awaited, and start no more work."""
    _closed.set()
    for threads in _instances:
        threads.close()


def _run_job(job: _Job) -> None:
    """Runs in a worker thread. A function of its own, so that no large result outlives it."""
    if job.done.done():
        return
    result, error = None, None
    try:
        result = job.context.run(job.work)
    except BaseException as raised:
        error = raised
    # A closed loop has nobody who awaits the result.
    with suppress(RuntimeError):
        job.done.get_loop().call_soon_threadsafe(_resolve, job.done, result, error)


def _resolve(done: "asyncio.Future[Any]", result: Any, error: BaseException | None) -> None:
    if done.done():
        return
    if error is None:
        done.set_result(result)
    else:
        done.set_exception(error)
