"""Long JSON that is stored already: read in slices, and made into objects beside the event loop."""

from collections.abc import Sequence
from typing import Any, cast

import orjson
from asyncpg import Record

from usertrail.database.long_values.slices import in_slices, put_together
from usertrail.database.long_values.text import LongText
from usertrail.database.pool import Database
from usertrail.worker_threads import WorkerThreads

# What is longer takes more than some milliseconds to read.
LONG_BYTES = 512 * 1024
# Compression makes no more than some eighty bytes one.
LONG_COMPRESSED_BYTES = 8 * 1024

_reading = WorkerThreads("decoding", thread_count=2)


def may_be_long(name: str) -> str:
    """The condition; nothing has to be unpacked for it."""
    return f"""(coalesce(pg_column_size({name}), 0) > CASE
        WHEN pg_column_compression({name}) IS NULL THEN {LONG_BYTES}
        ELSE {LONG_COMPRESSED_BYTES} END)"""


async def fetch_with_json(
    db: Database, statement: str, *values: object, others: Sequence[str], jsons: Sequence[str]
) -> list[Record]:
    """The rows of a SELECT that has these columns, some of which are JSON of any length.

    Where one is long all are asked for again, so the rows have to be locked, or read in a snapshot.
    """
    is_long = " OR ".join(map(may_be_long, jsons))
    found = f"""
        WITH found AS MATERIALIZED ({statement}), size AS (
            SELECT count(*) AS row_count, coalesce(bool_or({is_long}), false) AS is_long FROM found
        )
    """
    columns = ", ".join((*others, *jsons))
    whole = f"SELECT row_count, is_long, {columns} FROM size LEFT JOIN found ON NOT is_long"
    rows = await db.fetch(found + whole, *values)
    if not rows[0]["is_long"]:
        return rows if rows[0]["row_count"] else []
    texts = {name: f"{name}::text" for name in jsons}
    slices = await db.fetch(found + in_slices("row_count", others, texts, "found", "true"), *values)
    if not slices[0]["row_count"]:
        return []
    items = await put_together(slices, jsons, ())
    for item in items:
        for name in jsons:
            item[name] = await _meaning(item[name])
    # Nobody but asyncpg makes records; a dict is read alike.
    return cast(list[Record], items)


async def _meaning(text: str | LongText | None) -> Any:
    if text is None or isinstance(text, str):
        return text and orjson.loads(text)
    return await _reading.run(lambda: orjson.loads(b"".join(text.slices)))
