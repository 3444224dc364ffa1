"""Statements put together from known clauses, the values bound in them, and their rows."""

import asyncio
from contextvars import ContextVar

from asyncpg import Record

from usertrail.database.pool import acquire
from usertrail.database.scope import ScopedPool
from usertrail.errors import TooSlow

# How long a database that works may take to say that a statement was given up.
ANSWER_SECONDS = 10.0
# How long one statement may take where the caller of `fetch` waits; None is for ever.
read_seconds: ContextVar[float | None] = ContextVar("read_seconds", default=None)


class Binding:
    """Call it with a value to bind it, and write what it returns in the value's place."""

    def __init__(self) -> None:
        self.values: list[object] = []

    def __call__(self, value: object, sql_type: str) -> str:
        self.values.append(value)
        return f"${len(self.values)}::{sql_type}"


async def fetch(pool: ScopedPool, statement: str, *values: object) -> list[Record]:
    """Raises TooBusy when the database is away or has no connection free, and TooSlow."""
    seconds = read_seconds.get()
    async with acquire(pool, seconds and seconds + ANSWER_SECONDS) as db:
        try:
            return await db.fetch(statement, *values, timeout=seconds)
        except TimeoutError as error:
            if seconds is None:
                raise
            # One that is away does not take the next statement either, and has another error.
            async with asyncio.timeout(ANSWER_SECONDS / 2):
                await db.execute("ROLLBACK")
            raise TooSlow(
                f"Reading took longer than {seconds:g} s, and that is the most it may take; "
                "ask for a shorter period or fewer things at once."
            ) from error
