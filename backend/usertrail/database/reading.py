"""Read-only transactions with a statement timeout."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from usertrail.database.pool import MAX_SECONDS, Database, acquire
from usertrail.database.scope import ScopedPool, within


@asynccontextmanager
async def reading(pool: ScopedPool, seconds: float = MAX_SECONDS) -> AsyncIterator[Database]:
    """A connection, limited to `seconds`. Raises TooBusy as `acquire` does.

    If the task is cancelled, its running statement is cancelled, too.
    """
    # A safety net: the caller's own timeout comes first.
    timeout = f"SET LOCAL statement_timeout = {int(seconds * 1000) + 1}"
    begin = f"BEGIN READ ONLY; {pool.scope}; {timeout}"
    async with acquire(pool.pool, seconds) as db, within(db, begin):
        yield db
