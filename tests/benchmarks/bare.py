"""The bare limit: the same rows into the same Postgres by the quickest statements there are."""

import time

import asyncpg
from bodies import trace_prefix

from usertrail.database.pool import Pool

ROWS_AT_ONCE = 5_000


class Bare:
    """A table with the columns, keys and indexes of `span`, and no totals beside it."""

    def __init__(self, columns: list[str]) -> None:
        self._columns = columns
        names = ", ".join(columns)
        updates = ", ".join(f"{name} = excluded.{name}" for name in columns)
        self._read = f"SELECT {names} FROM span WHERE trace_id LIKE $1"
        self._upsert = f"""
            INSERT INTO bare_span ({names}) SELECT {names} FROM incoming
            ON CONFLICT (project_id, trace_id, span_id) DO UPDATE SET {updates}
        """

    @classmethod
    async def create(cls, pool: Pool) -> "Bare":
        # Vacuumed between the rounds instead, not while the server is measured.
        await pool.execute(
            "CREATE TABLE bare_span (LIKE span INCLUDING ALL) WITH (autovacuum_enabled = false)"
        )
        columns = await pool.fetch(
            "SELECT attname FROM pg_attribute"
            " WHERE attrelid = 'span'::regclass AND attnum > 0 AND NOT attisdropped"
            " ORDER BY attnum"
        )
        return cls([row["attname"] for row in columns])

    async def measure(self, pool: Pool, round_number: int) -> tuple[int, float]:
        """Write the rows that the server stored in this round once more; rows and seconds."""
        rows = await pool.fetch(self._read, f"{trace_prefix(round_number)}%")
        parts = [
            [tuple(row) for row in rows[start : start + ROWS_AT_ONCE]]
            for start in range(0, len(rows), ROWS_AT_ONCE)
        ]
        async with pool.acquire() as db:
            await db.execute("CREATE TEMPORARY TABLE incoming (LIKE span) ON COMMIT DELETE ROWS")
            await db.execute("CHECKPOINT")
            started = time.perf_counter()
            for part in parts:
                await self._write(db, part)
            seconds = time.perf_counter() - started
            await db.execute("DROP TABLE incoming")
            await db.execute("VACUUM ANALYZE bare_span")
        return len(rows), seconds

    async def _write(
        self, db: "asyncpg.pool.PoolConnectionProxy[asyncpg.Record]", part: list[tuple[object, ...]]
    ) -> None:
        async with db.transaction():
            await db.copy_records_to_table("incoming", columns=self._columns, records=part)
            await db.execute(self._upsert)
