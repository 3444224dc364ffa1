"""A transaction that only reads, and that Postgres itself ends where nobody else does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from usertrail.database.pool import MAX_SECONDS, Database, acquire
from usertrail.database.scope import ScopedPool, within


@asynccontextmanager
async def reading(pool: ScopedPool, seconds: float = MAX_SECONDS) -> AsyncIterator[Database]:
    """A connection for so many seconds. Raises TooBusy as `acquire` does.

    Whoever is cancelled in the block has the statement cancelled that runs for him.
    """
    # What the caller's clock ends never comes so far.
    timeout = f"SET LOCAL statement_timeout = {int(seconds * 1000) + 1}"
    begin = f"BEGIN READ ONLY; {pool.scope}; {timeout}"
    async with acquire(pool.pool, seconds) as db, within(db, begin):
        yield db
