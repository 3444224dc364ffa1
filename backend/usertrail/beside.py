"""Work that computes for long, beside the event loop, so that others are answered meanwhile.

Python's own executors wait for their threads when the process ends. These threads hold up nothing:
after a stop whoever waits for one is told so, and what still computes ends with the process.
"""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
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


class Workshop:
    """A few threads. Python runs one at a time, so more would only hold more memory."""

    def __init__(self, name: str, thread_count: int) -> None:
        self._name = name
        self._thread_count = thread_count
        self._jobs: SimpleQueue[_Job] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._awaited: set[asyncio.Future[Any]] = set()
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        _workshops.add(self)

    async def run(self, work: Callable[[], _Result], owner: str | None = None) -> _Result:
        """The result of the work. An owner has one thread at once, and so leaves others to others.

        Raises what the work raises, and TooBusy once the server stops.
        """
        if owner is None:
            return await self._run(work)
        turn = self._turns.setdefault(owner, asyncio.Lock())
        async with turn:
            return await self._run(work)

    def close(self) -> None:
        """Nobody waits any longer."""
        for done in self._awaited:
            if not done.done():
                done.set_exception(TooBusy(STOPPING))

    async def _run(self, work: Callable[[], _Result]) -> _Result:
        check_workshops()
        done: asyncio.Future[_Result] = asyncio.get_running_loop().create_future()
        self._start_threads()
        self._awaited.add(done)
        self._jobs.put(_Job(work, copy_context(), done))
        try:
            return await done
        finally:
            self._awaited.discard(done)

    def _start_threads(self) -> None:
        while len(self._threads) < self._thread_count:
            thread = threading.Thread(target=self._work, name=self._name, daemon=True)
            self._threads.append(thread)
            thread.start()

    def _work(self) -> None:
        while True:
            _do(self._jobs.get())


_workshops: "WeakSet[Workshop]" = WeakSet()
_closed = threading.Event()


def check_workshops() -> None:
    """Long work goes on only as long as the server does. Raises TooBusy once it stops."""
    if _closed.is_set():
        raise TooBusy(STOPPING)


def close_workshops() -> None:
    """What is computed beside the loop is waited for no longer, and nothing more is begun."""
    _closed.set()
    for workshop in _workshops:
        workshop.close()


def _do(job: _Job) -> None:
    """In a thread. Keeps no result, which may be large, until the next job comes."""
    if job.done.done():
        return
    result, error = None, None
    try:
        result = job.context.run(job.work)
    except BaseException as raised:
        error = raised
    # Nobody waits where the loop is closed.
    with suppress(RuntimeError):
        job.done.get_loop().call_soon_threadsafe(_tell, job.done, result, error)


def _tell(done: "asyncio.Future[Any]", result: Any, error: BaseException | None) -> None:
    if done.done():
        return
    if error is None:
        done.set_result(result)
    else:
        done.set_exception(error)
