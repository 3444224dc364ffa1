"""Empties the tables after each test, by one connection: a new one reads the catalogue first."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

import asyncpg

if TYPE_CHECKING:
    # It takes a type argument in its stubs only.
    Connection = asyncpg.Connection[asyncpg.Record]


@contextmanager
def emptying(url: str) -> Iterator[Callable[[], None]]:
    """What takes all rows of a database away, and ends whatever else is connected to it.

    Runs in a thread of its own, since a browser occupies the event loop of the test's.
    """
    with ThreadPoolExecutor(1) as thread, asyncio.Runner() as runner:
        db = thread.submit(runner.run, _connected(url)).result()
        try:
            yield lambda: thread.submit(runner.run, _empty(db)).result()
        finally:
            thread.submit(runner.run, db.close()).result()


async def _connected(url: str) -> "Connection":
    db = await asyncpg.connect(url)
    # Or else the order of the tables would have to follow the foreign keys.
    await db.execute("SET session_replication_role = replica")
    return db


async def _empty(db: "Connection") -> None:
    # What a failed test left open may hold locks.
    await db.execute(
        """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()
        """
    )
    tables = await db.fetch(
        """
        SELECT tablename FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> 'migration'
        """
    )
    await db.execute(";".join(f'DELETE FROM "{table["tablename"]}"' for table in tables))
