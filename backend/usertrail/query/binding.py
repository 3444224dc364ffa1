"""Statements put together from known clauses, the values bound in them, and their rows."""

from asyncpg import Record

from usertrail.database.pool import Pool, acquire


class Binding:
    """Call it with a value to bind it, and write what it returns in the value's place."""

    def __init__(self) -> None:
        self.values: list[object] = []

    def __call__(self, value: object, sql_type: str) -> str:
        self.values.append(value)
        return f"${len(self.values)}::{sql_type}"


async def fetch(pool: Pool, statement: str, *values: object) -> list[Record]:
    """Raises TooBusy when the database is away or has no connection free."""
    async with acquire(pool) as db:
        return await db.fetch(statement, *values)
