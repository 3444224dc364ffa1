"""Applies the numbered SQL files of `migrations/` in order, each once, one process at a time."""

from pathlib import Path

import asyncpg

from usertrail.database.pool import Database, Pool, acquire

MIGRATIONS = Path(__file__).parent / "migrations"
OLDEST_POSTGRES = 15

# Any number, as long as every process that migrates takes the same.
LOCK = 0x7573657274726C


class UnusableDatabase(Exception):
    """Why this database cannot hold the data, in a sentence for whoever chose it."""


async def migrate(pool: Pool) -> None:
    """Bring the tables up to date, or change nothing."""
    async with pool.acquire() as db:
        _check_version(db)
        async with db.transaction():
            await db.execute("SELECT pg_advisory_xact_lock($1)", LOCK)
            await _create_migration_table(db)
            applied = await _select_applied(db)
            _check_known(applied)
            for number, file in _files().items():
                if number not in applied:
                    await db.execute(file.read_text())
                    await _insert_applied(db, number, file.name)


async def is_current(pool: Pool) -> bool:
    """Whether every migration of this version is applied. Raises TooBusy without a database."""
    async with acquire(pool) as db:
        try:
            return await _select_applied(db) >= _files().keys()
        except asyncpg.UndefinedTableError:
            return False


def _files() -> dict[int, Path]:
    """The migrations by number, in order."""
    return {int(file.name.split("_")[0]): file for file in sorted(MIGRATIONS.glob("*.sql"))}


def _check_version(db: Database) -> None:
    version = db.get_server_version()
    if version.major < OLDEST_POSTGRES:
        raise UnusableDatabase(
            f"The database is Postgres {version.major}.{version.minor}, "
            f"and Usertrail needs {OLDEST_POSTGRES} or newer."
        )


def _check_known(applied: set[int]) -> None:
    if unknown := applied - _files().keys():
        raise UnusableDatabase(
            f"The database was used by a newer Usertrail (migration {max(unknown)}), "
            "which this version cannot read."
        )


async def _create_migration_table(db: Database) -> None:
    await db.execute(
        """
        CREATE TABLE IF NOT EXISTS migration (
            number integer PRIMARY KEY,
            name text NOT NULL,
            applied_at timestamptz NOT NULL DEFAULT now()
        )
        """
    )


async def _select_applied(db: Database) -> set[int]:
    return {row["number"] for row in await db.fetch("SELECT number FROM migration")}


async def _insert_applied(db: Database, number: int, name: str) -> None:
    await db.execute("INSERT INTO migration (number, name) VALUES ($1, $2)", number, name)
