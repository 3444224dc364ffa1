"""Statements put together from known clauses, the values bound in them, and their rows."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import asyncpg
from asyncpg import Record

from usertrail.database import operation
from usertrail.database.operation import ANSWER_SECONDS, Operation
from usertrail.database.pool import Database
from usertrail.database.reading import reading
from usertrail.database.scope import ScopedPool


class Binding:
    """Call it with a value to bind it, and write what it returns in the value's place."""

    def __init__(self) -> None:
        self.values: list[object] = []

    def __call__(self, value: object, sql_type: str) -> str:
        self.values.append(value)
        return f"${len(self.values)}::{sql_type}"


@asynccontextmanager
async def in_turn(pool: ScopedPool) -> AsyncIterator[Database]:
    """A connection to read by, in the turn of the operation that it is read for, if there is one.

    Raises TooBusy when the database is away or has no connection free, TooMany, and TooSlow.
    """
    asked = operation.current()
    if asked is None:
        async with reading(pool) as db:
            yield db
        return
    async with asked.statement(), reading(pool, asked.seconds_left + ANSWER_SECONDS) as db:
        yield db


async def fetch(pool: ScopedPool, statement: str, *values: object) -> list[Record]:
    """In the turn and the time of the operation. Raises as `in_turn` does."""
    async with in_turn(pool) as db:
        asked = operation.current()
        if asked is None:
            return await db.fetch(statement, *values)
        return await _fetch_in_time(db, asked, statement, *values)


async def scan(pool: ScopedPool, statement: str, *values: object) -> list[Record]:
    """As `fetch`, for what reads many more rows than it gives: few such run at once."""
    asked = operation.current()
    if asked is None:
        return await fetch(pool, statement, *values)
    async with asked.scan():
        return await fetch(pool, statement, *values)


async def _fetch_in_time(
    db: Database, asked: Operation, statement: str, *values: object
) -> list[Record]:
    try:
        return await db.fetch(statement, *values, timeout=asked.seconds_left)
    except TimeoutError as error:
        # One that is away does not take the next statement either, and has another error. One that
        # is there says that this transaction has failed.
        async with asyncio.timeout(ANSWER_SECONDS / 2):
            with suppress(asyncpg.InFailedSQLTransactionError):
                await db.execute("SELECT 1")
        raise asked.too_slow() from error
