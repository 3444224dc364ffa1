"""The time limit and the concurrency limits of one operation, a GraphQL or REST request."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import (
    AbstractAsyncContextManager,
    AsyncExitStack,
    asynccontextmanager,
    contextmanager,
)
from contextvars import ContextVar

from usertrail.database.pool import AWAY, Pool
from usertrail.errors import TooBusy, TooSlow

# Statements of one operation at a time: its fields resolve concurrently.
MAX_STATEMENTS = 4
# How long a working database may take to confirm that a statement was cancelled.
ANSWER_SECONDS = 5.0


class Operation:
    """Limits the statements of one request, in number and to `seconds` from now on."""

    def __init__(self, pool: Pool, project_id: str, seconds: float) -> None:
        self._pool = pool
        self._shares = pool.shares
        self._project_id = project_id
        self._seconds = seconds
        self._statements = asyncio.Semaphore(MAX_STATEMENTS)
        self.restart()

    def restart(self) -> None:
        """Restart the time limit, after a write or an event of a subscription."""
        self._end = asyncio.get_running_loop().time() + self._seconds

    @property
    def seconds_left(self) -> float:
        """Raises TooSlow if there are none, or TooBusy."""
        left = self._end - asyncio.get_running_loop().time()
        if left <= 0:
            raise self.too_slow()
        return left

    def too_slow(self) -> TooBusy:
        """The error for the time limit: TooBusy if the database is away, else TooSlow."""
        if self._pool.presence.is_away:
            return TooBusy(AWAY)
        return TooSlow(
            f"Reading took longer than {self._seconds:g} s, and that is the most it may take; "
            "ask for a shorter period or fewer things at once."
        )

    @asynccontextmanager
    async def statement(self) -> AsyncIterator[None]:
        """A slot for one of its statements. Raises TooSlow, TooMany, TooBusy."""
        async with AsyncExitStack() as held:
            await self._wait(held, self._statements)
            await self._wait(held, self._shares.reads.slot(self._project_id))
            yield

    @asynccontextmanager
    async def scan(self) -> AsyncIterator[None]:
        """A slot for a statement that reads many rows. Raises as `statement` does."""
        slot = self._shares.scans.slot(self._project_id, max_wait=self._seconds)
        async with AsyncExitStack() as held:
            await self._wait(held, slot)
            yield

    async def _wait(self, held: AsyncExitStack, slot: AbstractAsyncContextManager[object]) -> None:
        try:
            async with asyncio.timeout(self.seconds_left):
                await held.enter_async_context(slot)
        except TimeoutError:
            raise self.too_slow() from None

    @asynccontextmanager
    async def slot(self, size: int = 1) -> AsyncIterator[None]:
        """A slot for the operation, with its time limit. Raises as `statement` does."""
        async with self._shares.operations.slot(self._project_id, size):
            # Each statement ends before, so that what else was read is answered.
            end = asyncio.timeout(self.seconds_left + 2 * ANSWER_SECONDS)
            try:
                async with end:
                    yield
            except TimeoutError:
                if not end.expired():
                    raise
                raise self.too_slow() from None

    @asynccontextmanager
    async def subscription(self) -> AsyncIterator[None]:
        """Its place among those of its project that have no end. Raises TooMany and TooBusy."""
        async with self._shares.subscriptions.slot(self._project_id):
            yield


_current: ContextVar[Operation | None] = ContextVar("operation", default=None)


def current() -> Operation | None:
    """The operation that is read for, if it is one of a caller's."""
    return _current.get()


@contextmanager
def current_is(operation: Operation) -> Iterator[None]:
    """Whatever reads in the block does so for this operation."""
    before = _current.set(operation)
    try:
        yield
    finally:
        _current.reset(before)


@asynccontextmanager
async def operating(
    pool: Pool, project_id: str, seconds: float, size: int = 1
) -> AsyncIterator[None]:
    """The block is one operation. Raises TooMany, TooBusy and TooSlow."""
    operation = Operation(pool, project_id, seconds)
    async with operation.slot(size):
        with current_is(operation):
            yield
