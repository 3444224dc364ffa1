"""Applies the numbered SQL files of `migrations/` in order, each once, one process at a time."""

import asyncio
import logging
import time
from pathlib import Path

import asyncpg

from usertrail.database.faults import cause_of
from usertrail.database.pool import Database, Pool
from usertrail.database.scope import EVERYTHING
from usertrail.database.version import migrations, select_applied
from usertrail.database.writing import LOCK_SECONDS

log = logging.getLogger(__name__)

OLDEST_POSTGRES = 15

POLICIES = Path(__file__).parent / "policies.sql"

# Any number, as long as every process that migrates takes the same.
LOCK = 0x7573657274726C
# Others may read and write meanwhile: what they hold is waited for a little, and then given way.
HELD_BY_OTHERS = (asyncpg.DeadlockDetectedError, asyncpg.LockNotAvailableError)
PATIENCE_SECONDS = 300.0
PAUSE_SECONDS = 1.0
# A process that is frozen gives way as well, but no statement of a migration is hurried.
IDLE_SECONDS = 60


class UnusableDatabase(Exception):
    """Why this database cannot hold the data, in a sentence for whoever chose it."""


async def migrate(pool: Pool) -> None:
    """Bring the tables up to date, or change nothing. Raises UnusableDatabase."""
    end = time.monotonic() + PATIENCE_SECONDS
    is_told = False
    async with pool.acquire() as db:
        _check_server(db)
        while True:
            try:
                await _migrate(db)
            except HELD_BY_OTHERS as error:
                if time.monotonic() > end:
                    raise UnusableDatabase(
                        "The tables cannot be brought up to date, since others hold them: "
                        f"{cause_of(error)}."
                    ) from error
                if not is_told:
                    log.warning("The migration waits for others: %s.", cause_of(error))
                is_told = True
                await asyncio.sleep(PAUSE_SECONDS)
            else:
                return


async def _migrate(db: Database) -> None:
    async with db.transaction():
        await db.execute("SELECT pg_advisory_xact_lock($1)", LOCK)
        await db.execute(
            f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'; "
            f"SET LOCAL idle_in_transaction_session_timeout = '{IDLE_SECONDS}s'; {EVERYTHING}"
        )
        # Whoever may make no table needs none where there is one.
        if await db.fetchval("SELECT to_regclass('migration') IS NULL"):
            await _create_migration_table(db)
        applied = await select_applied(db)
        _check_known(applied)
        new = {number: file for number, file in migrations().items() if number not in applied}
        if new:
            # Whoever writes has read it, and reads it before anything else.
            await db.execute("LOCK TABLE migration IN ACCESS EXCLUSIVE MODE")
        for number, file in new.items():
            await db.execute(file.read_text())
            insert = "INSERT INTO migration (number, name) VALUES ($1, $2)"
            await db.execute(insert, number, file.name)
        if new:
            await db.execute(POLICIES.read_text())


def _check_server(db: Database) -> None:
    """What cannot be mended from here. The server said all of it when it was connected to."""
    version = db.get_server_version()
    if version.major < OLDEST_POSTGRES:
        raise UnusableDatabase(
            f"The database is Postgres {version.major}.{version.minor}, "
            f"and Usertrail needs {OLDEST_POSTGRES} or newer."
        )
    settings = db.get_settings()
    if settings.server_encoding != "UTF8":
        raise UnusableDatabase(
            f"The database has the encoding {settings.server_encoding}, which cannot hold every "
            "text; make one with CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0."
        )
    if "on" in (settings.in_hot_standby, settings.default_transaction_read_only):
        raise UnusableDatabase(
            "The database is read-only: it is a standby, or has default_transaction_read_only on."
        )


def _check_known(applied: set[int]) -> None:
    if unknown := applied - migrations().keys():
        raise UnusableDatabase(
            f"The database was used by a newer Usertrail (migration {max(unknown)}), "
            "which this version cannot read."
        )


async def _create_migration_table(db: Database) -> None:
    await db.execute(
        """
        CREATE TABLE migration (
            number integer PRIMARY KEY,
            name text NOT NULL,
            applied_at timestamptz NOT NULL DEFAULT now()
        )
        """
    )
