"""Fair semaphores, which keep one project from using up what all of them need.

These are connections, CPU time of the database, and memory for responses.
"""

import asyncio
import os
from collections import Counter, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple

from usertrail.errors import TooBusy, TooMany

# Waiters of one project; more are refused at once.
MAX_WAITING = 200
# After this time a waiter is refused, with Retry-After.
WAIT_SECONDS = 10.0


class Waiter(NamedTuple):
    """A request that waits for slots."""

    # Whether it has them; not if all are told to go.
    ready: "asyncio.Future[bool]"
    size: int


class FairSemaphore:
    """`capacity` places, of which one owner has at most `max_per_owner`.

    Free slots go to waiting owners round-robin, so that one with many requests waits for itself.
    """

    def __init__(
        self,
        what: str,
        capacity: int,
        max_per_owner: int,
        max_waiting: int = MAX_WAITING,
        owner_error: type[TooBusy] = TooMany,
    ) -> None:
        # In the plural, as in: 4 exports run already.
        self._what = what
        self._capacity = capacity
        self._max_per_owner = min(capacity, max_per_owner)
        self._max_waiting = max_waiting
        # Raised if the owner has all slots that it may have.
        self._owner_error = owner_error
        self._taken: Counter[str] = Counter()
        # In round-robin order of owners.
        self._waiting: dict[str, deque[Waiter]] = {}
        self._is_closed = False

    @property
    def taken(self) -> int:
        return self._taken.total()

    def ahead_of(self, owner: str) -> int:
        """How many of those that wait would be served before a new one of this owner."""
        of_owner = len(self._waiting.get(owner, ()))
        others = (len(waiters) for name, waiters in self._waiting.items() if name != owner)
        return of_owner + sum(min(count, of_owner + 1) for count in others)

    def close(self) -> None:
        """Refuse whoever waits, and whoever would have to wait from now on."""
        self._is_closed = True
        for waiters in self._waiting.values():
            for waiter in waiters:
                if not waiter.ready.done():
                    waiter.ready.set_result(False)
        self._waiting.clear()

    @asynccontextmanager
    async def slot(
        self, owner: str, size: int = 1, max_wait: float | None = WAIT_SECONDS
    ) -> AsyncIterator[None]:
        """Hold `size` slots for the block.

        Raises TooMany, or `owner_error`, if the owner has all slots it may have, and TooBusy if
        others have them, after `max_wait` seconds (None: no limit) or at once if too many wait.
        """
        size = min(size, self._max_per_owner)
        if owner in self._waiting or not self._is_free(owner, size):
            await self._wait(owner, size, max_wait)
        else:
            self._taken[owner] += size
        try:
            yield
        finally:
            self._release(owner, size)

    def _is_free(self, owner: str, size: int) -> bool:
        of_owner = self._taken[owner] + size <= self._max_per_owner
        return of_owner and self._taken.total() + size <= self._capacity

    async def _wait(self, owner: str, size: int, seconds: float | None) -> None:
        waiters = self._waiting.setdefault(owner, deque())
        if self._is_closed or len(waiters) >= self._max_waiting:
            self._remove_if_empty(owner)
            raise self._error(owner, size)
        waiter = Waiter(asyncio.get_running_loop().create_future(), size)
        waiters.append(waiter)
        try:
            async with asyncio.timeout(seconds):
                is_granted = await waiter.ready
        except BaseException as error:
            self._cancel(owner, waiter)
            if isinstance(error, TimeoutError):
                raise self._error(owner, size) from None
            raise
        if not is_granted:
            raise self._error(owner, size)

    def _cancel(self, owner: str, waiter: "Waiter") -> None:
        if waiter.ready.done() and not waiter.ready.cancelled():
            # The slots were granted at the moment of cancelling.
            if waiter.ready.result():
                self._release(owner, waiter.size)
            return
        waiters = self._waiting.get(owner, ())
        if waiter in waiters:
            self._waiting[owner].remove(waiter)
            self._remove_if_empty(owner)
        # Smaller requests may have waited behind a large one.
        self._wake_waiters()

    def _release(self, owner: str, size: int) -> None:
        self._taken[owner] -= size
        if not self._taken[owner]:
            del self._taken[owner]
        self._wake_waiters()

    def _wake_waiters(self) -> None:
        """Grant free slots to waiters, one of each owner at a time."""
        given = True
        while given:
            given = False
            for owner in list(self._waiting):
                given = self._serve(owner) or given

    def _serve(self, owner: str) -> bool:
        """Grant the first waiter of the owner, which then goes last; whether it did."""
        waiters = self._waiting[owner]
        while waiters and waiters[0].ready.cancelled():
            waiters.popleft()
        is_served = bool(waiters) and self._is_free(owner, waiters[0].size)
        if is_served:
            waiter = waiters.popleft()
            self._taken[owner] += waiter.size
            waiter.ready.set_result(True)
            del self._waiting[owner]
            self._waiting[owner] = waiters
        self._remove_if_empty(owner)
        return is_served

    def _remove_if_empty(self, owner: str) -> None:
        if not self._waiting.get(owner, True):
            del self._waiting[owner]

    def _error(self, owner: str, size: int) -> TooBusy:
        is_full = self._taken.total() + size > self._capacity
        if not is_full or self._taken[owner] + size > self._max_per_owner:
            return self._owner_error(
                f"{self._max_per_owner} {self._what} of this project run already, and no more may "
                "at once."
            )
        return TooBusy(f"{self._capacity} {self._what} run already, and no more may at once.")


class Shares:
    """The semaphores of one pool with this many connections.

    Half of them are for reads and a third for writes; the rest stays free for short work such as
    looking up keys.
    """

    def __init__(self, connections: int) -> None:
        reads = max(1, connections // 2)
        writes = max(1, connections // 3)
        # If the database is on this machine, one CPU is left for writes.
        scans = max(2, (os.cpu_count() or 1) - 1)
        self.reads = FairSemaphore("reads", reads, reads - reads // 5)
        # Senders retry after a 503, and some do not after a 429.
        capacity = writes - writes // 3
        self.writes = FairSemaphore(
            "writes", writes, capacity, max_waiting=1_000, owner_error=TooBusy
        )
        self.scans = FairSemaphore("scans of many rows", scans, scans)
        self.operations = FairSemaphore("operations", 32, 8)
        # Each holds a connection for minutes.
        self.exports = FairSemaphore("exports", 4, 2, max_waiting=0)
        self.subscriptions = FairSemaphore("subscriptions", 2_000, 100, max_waiting=0)
