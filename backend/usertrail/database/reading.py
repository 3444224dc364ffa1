"""A transaction that only reads, and that Postgres itself ends where nobody else does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import asyncpg

from usertrail.database.faults import FAULTS
from usertrail.database.pool import MOST_SECONDS, Database, Pool, acquire


@asynccontextmanager
async def reading(pool: Pool, seconds: float = MOST_SECONDS) -> AsyncIterator[Database]:
    """A connection for so many seconds. Raises TooBusy as `acquire` does.

    Whoever is cancelled in the block has the statement cancelled that runs for him.
    """
    async with acquire(pool, seconds) as db:
        try:
            # One message, and so one round trip. What the caller's clock ends never comes so far.
            milliseconds = int(seconds * 1000) + 1
            await db.execute(f"BEGIN READ ONLY; SET LOCAL statement_timeout = {milliseconds}")
            yield db
            await db.execute("COMMIT")
        except BaseException:
            with suppress(asyncpg.InterfaceError, *FAULTS):
                await db.execute("ROLLBACK")
            raise
