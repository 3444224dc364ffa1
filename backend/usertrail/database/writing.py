"""A transaction that writes: only to tables of this version, and never for long in others' way."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import asyncpg

from usertrail.database.faults import FAULTS
from usertrail.database.pool import Database, Pool, acquire
from usertrail.database.version import expectation

# A server that is frozen in the middle of a transaction holds its locks. It loses them before
# others give up.
IDLE_SECONDS = 5
LOCK_SECONDS = 10

LIMITS = f"""
    SET LOCAL lock_timeout = '{LOCK_SECONDS}s';
    SET LOCAL idle_in_transaction_session_timeout = '{IDLE_SECONDS}s'
"""


@asynccontextmanager
async def writing(pool: Pool, seconds: float | None = None) -> AsyncIterator[Database]:
    """A connection in a transaction that is committed at the end of the block.

    Raises TooBusy as `acquire` does, and OtherTables where the tables are of another version; they
    are not changed as long as the block lasts.
    """
    async with acquire(pool, seconds) as db:
        try:
            await _begin(db)
            yield db
            await db.execute("COMMIT")
        except BaseException as error:
            with suppress(asyncpg.InterfaceError, *FAULTS):
                await db.execute("ROLLBACK")
                if isinstance(error, asyncpg.LockNotAvailableError):
                    await end_silent_senders(db)
            raise


async def end_silent_senders(db: Database) -> None:
    """End our transactions that wait in the middle of a COPY for rows that do not come.

    Postgres has no limit for these: they are neither idle nor cancelled by a timeout.
    """
    await db.execute(
        """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND usename = current_user
            AND application_name = 'usertrail' AND state = 'active' AND wait_event = 'ClientRead'
            AND query_start < now() - $1 * interval '1 second'
        """,
        IDLE_SECONDS,
    )


async def _begin(db: Database) -> None:
    # One message, and so one round trip.
    await db.execute(f"BEGIN; {LIMITS}; {expectation()}")
