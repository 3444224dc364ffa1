"""Group commit: what waits to be stored for a project is stored in one transaction.

Requests that come together share the cost of a transaction and of the totals they move, and none
waits for another's locks. A group that fails costs no neighbour of the request it failed by: its
requests are then stored each alone, beside the groups that follow.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextvars import Context
from itertools import chain

from usertrail.errors import TooBusy
from usertrail.ingest.erasures import Dropped
from usertrail.normalise.records import Records
from usertrail.normalise.rules import Rules
from usertrail.worker_threads import STOPPING

# Of a group, unless one request alone has more: longer ones would hold their locks for long.
MAX_RECORDS = 2_100
MAX_BYTES = 4 * 1024 * 1024
# Requests of one project that wait; more are refused at once.
MAX_WAITING = 1_000
# After this time one that still waits is refused.
WAIT_SECONDS = 10.0
TOO_MUCH = "Too much of this project waits to be stored; send it again."


class Blocked(Exception):
    """A group would have to wait for a lock, and hold up those behind it."""


class Job:
    """Records of one request that wait to be stored in one transaction."""

    def __init__(self, records: Records, size: int, rules: Rules) -> None:
        self.records = records
        # Of the request, in bytes.
        self.size = size
        self.rules = rules
        self.count = sum(map(len, records))
        self.done: asyncio.Future[Dropped] = asyncio.get_running_loop().create_future()
        self.is_started = False

    def succeed(self, dropped: Dropped) -> None:
        # Whoever sent it may be gone.
        if not self.done.done():
            self.done.set_result(dropped)

    def fail(self, error: Exception) -> None:
        if not self.done.done():
            self.done.set_exception(error)

    def refuse_if_waiting(self) -> None:
        if not self.is_started:
            self.fail(TooBusy(TOO_MUCH))


# Stores jobs in one transaction. Raises Blocked where it may not wait for a lock and would have to.
Commit = Callable[[Sequence[Job], bool], Awaitable[Sequence[Dropped]]]


class Writer:
    """Stores what comes for one project in the order in which it comes, a group at a time."""

    def __init__(self, commit: Commit) -> None:
        self._commit = commit
        self._waiting: deque[Job] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_running = False

    async def write(self, job: Job) -> Dropped:
        """Have a job stored. Raises its error, and TooBusy when too much waits, or for too long."""
        if len(self._waiting) >= MAX_WAITING:
            raise TooBusy(TOO_MUCH)
        self._waiting.append(job)
        if not self._is_running:
            self._is_running = True
            self._start(self._run())
        late = asyncio.get_running_loop().call_later(WAIT_SECONDS, job.refuse_if_waiting)
        try:
            return await job.done
        finally:
            late.cancel()

    def _start(self, work: Coroutine[None, None, None]) -> None:
        # It is nothing of the request that happens to begin it.
        task = asyncio.get_running_loop().create_task(work, context=Context())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self) -> None:
        try:
            while group := self._next():
                await self._store(group, may_wait=False)
        finally:
            self._is_running = False
            # None is left, unless the server ends.
            _stop(self._waiting)

    def _next(self) -> list[Job]:
        """The jobs that come first, as many as may be stored together."""
        group: list[Job] = []
        count = size = 0
        while self._waiting:
            job = self._waiting[0]
            if job.done.done():
                self._waiting.popleft()
                continue
            count, size = count + job.count, size + job.size
            is_full = count > MAX_RECORDS or size > MAX_BYTES
            if group and (is_full or job.rules is not group[0].rules):
                break
            job.is_started = True
            group.append(self._waiting.popleft())
        return group

    async def _store(self, group: Sequence[Job], may_wait: bool) -> None:
        try:
            dropped = await self._commit(group, may_wait)
        except TooBusy as error:
            # No more will be stored of each alone.
            for job in group:
                job.fail(error)
        except Exception as error:
            if len(group) == 1 and not isinstance(error, Blocked):
                group[0].fail(error)
                return
            for job in group:
                self._start(self._store([job], may_wait=True))
        except BaseException:
            _stop(group)
            raise
        else:
            for job, of_job in zip(group, dropped, strict=True):
                job.succeed(of_job)


def together(jobs: Sequence[Job]) -> Records:
    """The records of all, in order."""
    kinds = zip(*(job.records for job in jobs), strict=True)
    return Records(*(list(chain.from_iterable(kind)) for kind in kinds))


def _stop(jobs: Sequence[Job]) -> None:
    for job in jobs:
        job.fail(TooBusy(STOPPING))
