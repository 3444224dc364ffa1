"""One state of the database, for as long as an export takes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from usertrail.database.pool import Database, acquire
from usertrail.database.scope import ScopedPool
from usertrail.export.download import MAX_SECONDS

# All rows are read, so the plan that has the first one soonest is the wrong one. Sorting millions
# takes longer than a query may; a reader may be slow, but is given up before this idle time ends.
SETTINGS = """
    SET LOCAL cursor_tuple_fraction = 1;
    SET LOCAL statement_timeout = '15min';
    SET LOCAL idle_in_transaction_session_timeout = '5min'
"""


@asynccontextmanager
async def snapshot(pool: ScopedPool) -> AsyncIterator[Database]:
    """A connection in the turn of the project. Raises TooBusy."""
    async with (
        pool.pool.shares.reads.slot(pool.project_id),
        acquire(pool.pool, MAX_SECONDS) as db,
        db.transaction(isolation="repeatable_read", readonly=True),
    ):
        await db.execute(f"{pool.scope}; {SETTINGS}")
        yield db
