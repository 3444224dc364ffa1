"""Transactions that write, with timeouts for locks and idling, to tables of this version only."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from usertrail.database.pool import Database, Pool, acquire
from usertrail.database.scope import ScopedPool, unscoped, within
from usertrail.database.version import expectation

# A frozen server holds its locks until its transaction is ended as idle, before other waiters time
# out.
IDLE_SECONDS = 5
LOCK_SECONDS = 10


def limits(lock_seconds: int = LOCK_SECONDS) -> str:
    """The statements that set the timeouts of a transaction."""
    return f"""
        SET LOCAL lock_timeout = '{lock_seconds}s';
        SET LOCAL idle_in_transaction_session_timeout = '{IDLE_SECONDS}s'
    """


@asynccontextmanager
async def writing(
    pool: Pool | ScopedPool, seconds: float | None = None, lock_seconds: int = LOCK_SECONDS
) -> AsyncIterator[Database]:
    """A connection in a transaction that is committed at the end of the block.

    It waits at most `lock_seconds` for a lock. Raises TooBusy as `acquire` does, and OtherTables
    where the tables are of another version; they are not changed as long as the block lasts.
    """
    pool, scope = unscoped(pool)
    begin = f"BEGIN; {limits(lock_seconds)}; {scope}; {expectation()}"
    async with acquire(pool, seconds) as db, within(db, begin):
        yield db
